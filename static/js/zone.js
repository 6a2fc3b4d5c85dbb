// Chooses the phone's own time zone in a list where none is chosen yet.
const zones = document.getElementById("time_zone");
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zones && !zones.querySelector("option[selected]") && [...zones.options].some((option) => option.value === here)) zones.value = here;
