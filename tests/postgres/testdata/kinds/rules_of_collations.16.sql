create collation ruled (provider = icu, locale = 'en', rules = '&a < b');
