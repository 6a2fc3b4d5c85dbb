"""Steps a minute at a pace, for the metronome.

Chosen so that steps backward are shorter and slightly more frequent than forward at the same speed (at the same
treadmill speed stride time is shorter backward; at a pace of one's own cadence is about the same: Laufer 2005,
J Gerontol A 60:627-632). The figures are a starting point, for each person to change from 60 to 160.
"""

SLOWEST, FASTEST, FIRST = 60, 160, 80
# Speed in mph: steps a minute backward and forward, where the table has them.
STEPS_A_MINUTE: dict[float, tuple[int | None, int | None]] = {
    1.0: (80, None),
    1.5: (90, None),
    2.0: (100, 92),
    2.5: (108, 100),
    3.0: (118, 110),
    3.5: (130, 118),
    4.0: (None, 128),
}
