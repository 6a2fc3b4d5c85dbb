"""Who may use each call of the API: a line each, in order of the names."""

# Calls that only ever touch what belongs to the owner of the key.
API_OWN = {
    "api.create_import",
    "api.create_walk",
    "api.estimate",
    "api.export",
    "api.list_walks",
    "api.list_weeks",
    "api.list_weights",
    "api.set_weight",
    "api.show_summary",
    "api.take_health",
}

# Calls that name a thing that belongs to somebody.
API_OWNED = {
    "api.delete_walk",
    "api.replace_walk",
    "api.restore_walk",
    "api.show_import",
    "api.show_walk",
    "api.undo_import",
}

# What the key of a phone may do; for everything else a script needs a key that may do everything.
FOR_PHONES = {
    "api.create_walk",
    "api.delete_walk",
}
