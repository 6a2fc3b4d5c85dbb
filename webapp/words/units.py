"""The words for units and looks: what may be chosen, and how each is written."""

from collections.abc import Mapping

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from webapp.domain.units import DistanceUnit, WeightUnit

WEIGHT_UNITS: Mapping[str, LazyString] = {
    WeightUnit.KG: lazy_gettext("kilograms"),
    WeightUnit.LB: lazy_gettext("pounds"),
}
DISTANCE_UNITS: Mapping[str, LazyString] = {
    DistanceUnit.KM: lazy_gettext("kilometres"),
    DistanceUnit.MI: lazy_gettext("miles"),
}
SPEED_UNITS: Mapping[DistanceUnit, LazyString] = {
    DistanceUnit.KM: lazy_gettext("km/h"),
    DistanceUnit.MI: lazy_gettext("mph"),
}
# In what somebody measures their waist who weighs in these.
WAIST_UNITS: Mapping[WeightUnit, LazyString] = {
    WeightUnit.KG: lazy_gettext("cm"),
    WeightUnit.LB: lazy_gettext("inches"),
}
LIKE_THE_PHONE = lazy_gettext("like the phone")
THEMES: Mapping[str, LazyString] = {
    "system": LIKE_THE_PHONE,
    "light": lazy_gettext("light"),
    "dark": lazy_gettext("dark"),
}
