"""What is there for a helper beside the diaries that they may read; everything else leads them to their list."""

FOR_HELPERS = {
    "account.sign_out",
    "diaries.index",
    "goodbyes.create",
    "goodbyes.new",
    "profile.index",
    "profile.set_password",
    "units.choose",
    "units.index",
}
