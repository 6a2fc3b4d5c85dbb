"""MET that others measured or tabulated, to compare the model with."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Published:
    """A measured or tabulated MET at a speed, or at speeds up to `to_mph`, on the level."""

    source: str
    mph: float
    met: float
    is_backward: bool
    to_mph: float | None = None


# Compendium 2011 and 2024: codes 17152, 17170, 17190, 17200, 17220 and 17320; Kim & Choi 2001, J Korean Acad Rehabil
# Med 25:474-478 (15.9 and 23.6 mL/kg/min at 5 km/h).
PUBLISHED = (
    Published("Compendium 2011", 2.0, 2.8, is_backward=False),
    Published("Compendium 2011", 2.5, 3.0, is_backward=False),
    Published("Compendium 2011", 3.5, 4.3, is_backward=False),
    Published("Compendium 2011", 4.0, 5.0, is_backward=False),
    Published("Compendium 2024", 2.8, 3.8, is_backward=False, to_mph=3.4),
    Published("Compendium 2024", 3.5, 4.8, is_backward=False, to_mph=3.9),
    Published("Compendium 2024", 4.0, 5.5, is_backward=False),
    Published("Kim & Choi 2001", 3.11, 4.54, is_backward=False),
    Published("Compendium 2011, 2024", 3.5, 6.0, is_backward=True),
    Published("Kim & Choi 2001", 3.11, 6.74, is_backward=True),
)
