"""What somebody is in the household."""

from enum import StrEnum


class Role(StrEnum):
    OWNER = "owner"
    ADULT = "adult"
    CHILD = "child"
    # Has no diary, and reads those that people give them.
    HELPER = "helper"


# As what somebody new can come: only who is there already is made an owner.
INVITED = (Role.ADULT, Role.CHILD, Role.HELPER)
