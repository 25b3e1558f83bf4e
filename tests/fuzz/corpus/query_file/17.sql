-- name: lots :many rate=200 targt=5ms rows=-1 role=9x weight=0 target=5min
SELECT 1;
