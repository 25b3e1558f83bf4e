CREATE TYPE public.order_status AS ENUM ('open', 'paid', 'cancelled');
CREATE DOMAIN public.sku AS text CHECK (VALUE ~ '^[A-Z]{2}-[0-9]+$');
CREATE TYPE public.postal_address AS (street text, town text);
CREATE TABLE public.customers (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    address public.postal_address,
    deleted_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX uq_customers_email ON public.customers (email) WHERE deleted_at IS NULL;
CREATE TABLE public.profiles (
    customer_id bigint PRIMARY KEY REFERENCES public.customers ON DELETE CASCADE,
    newsletter boolean NOT NULL DEFAULT false
);
CREATE TABLE public.products (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sku public.sku NOT NULL CONSTRAINT uq_products_sku UNIQUE,
    name text NOT NULL,
    price numeric(10, 2) NOT NULL CONSTRAINT chk_products_price CHECK (price >= 0)
);
CREATE TABLE public.orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint NOT NULL CONSTRAINT fk_orders_customer REFERENCES public.customers ON DELETE RESTRICT,
    replaces_id bigint CONSTRAINT fk_orders_replaces REFERENCES public.orders ON DELETE SET NULL,
    status public.order_status NOT NULL DEFAULT 'open',
    placed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_orders_customer_placed ON public.orders (customer_id, placed_at DESC);
CREATE TABLE public.order_lines (
    order_id bigint NOT NULL CONSTRAINT fk_order_lines_order REFERENCES public.orders ON DELETE CASCADE,
    product_id bigint NOT NULL CONSTRAINT fk_order_lines_product REFERENCES public.products,
    quantity integer NOT NULL DEFAULT 1,
    PRIMARY KEY (order_id, product_id)
);
CREATE TABLE public.events (
    id bigint GENERATED ALWAYS AS IDENTITY,
    order_id bigint CONSTRAINT fk_events_order REFERENCES public.orders,
    at timestamptz NOT NULL,
    body jsonb,
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE TABLE public.events_2026 PARTITION OF public.events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE public.events_default PARTITION OF public.events DEFAULT;
CREATE FUNCTION public.no_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'append only'; END $$;
CREATE TRIGGER tenon_events_append_only BEFORE UPDATE OR DELETE ON public.events
    FOR EACH ROW EXECUTE FUNCTION public.no_change();
CREATE MATERIALIZED VIEW public.sales AS
    SELECT product_id, sum(quantity) AS sold FROM public.order_lines GROUP BY product_id;
CREATE UNIQUE INDEX uq_sales ON public.sales (product_id);
CREATE VIEW public.open_orders AS SELECT id, customer_id FROM public.orders WHERE status = 'open';
ALTER TABLE public.orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY everyone ON public.orders FOR SELECT USING (customer_id > 0);
GRANT SELECT ON public.products TO PUBLIC;
COMMENT ON TABLE public.products IS 'What is sold.';
COMMENT ON COLUMN public.products.price IS 'Euros, tax included.';
