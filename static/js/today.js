// What somebody opens on Today moves up, from behind the bar at the foot of the screen.
document.addEventListener("toggle", ({ target }) => target.open && target.scrollIntoView({ block: "nearest" }), true);
