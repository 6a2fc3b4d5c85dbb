"""The only place with SQL: the engine, the tables, and one module of queries per resource."""
