"""The words of the cards about balance, knees, back, bones, brain and age. Their ids are those of `domain.claims`."""

from collections.abc import Mapping
from typing import NamedTuple

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString


class ClaimCard(NamedTuple):
    """What is said, in plain words, and what was found, with the size of the effect where one is known."""

    statement: LazyString
    finding: LazyString


CARDS: Mapping[str, ClaimCard] = {
    # Balance.
    "C05": ClaimCard(
        lazy_gettext("Eyes, inner ear, and the feel of your joints keep you upright together."),
        lazy_gettext(
            "So say textbooks of physiology; this card is written from memory and gives no size. Two of the tests"
            " here look at balance: standing on one leg, and three metres backward."
        ),
    ),
    "C07": ClaimCard(
        lazy_gettext("Backward walking improves stability and balance. Of all its effects this is the best studied."),
        lazy_gettext(
            "Size: a review read eleven studies and pooled some of them; the stability index was 0.99 lower, which is"
            " steadier, than without backward walking (likely 0.37 to 1.61). How many were pooled its summary does not"
            " say. The trials were small and of low to moderate quality."
        ),
    ),
    "C08": ClaimCard(
        lazy_gettext("It also improves walking forward and balance, in healthy people and with worn knees."),
        lazy_gettext(
            "A review of eleven studies found more forward speed than after forward training. Its authors warn that the"
            " harder work may be the reason, not the direction. With knee osteoarthritis, 13 trials together with"
            " rehabilitation: pain lower by 0.997 (likely 0.620 to 1.373) and disability by 1.015 (0.703 to 1.326)"
            " standard deviations (one is the usual spread between people), and more so at a comfortable pace and on a"
            " treadmill. An older review of 635 people found 0.87 and 1.19, in trials of middling quality (5.4 of 10)."
        ),
    ),
    "C13": ClaimCard(
        lazy_gettext("It is used to find and to treat balance and speed problems after a stroke or in nerve disease."),
        lazy_gettext(
            "Size: after a stroke, training backward made walking 0.16 m/s faster than training forward (likely 0.06 to"
            " 0.27; moderate quality). Added to forward training it gave 0.03 m/s (0.01 to 0.04), too little to notice."
            " Against other care seven trials, all supervised, found 0.11 m/s (0.01 to 0.21). Balance was 3.82"
            " points better on the Berg scale in 10 studies (2.12 to 5.52; moderate); on speed these are very unsure."
            " Three metres backward are timed in Parkinson's disease and multiple sclerosis. With a clinician"
            " beside you, not alone."
        ),
    ),
    # Knees and feet.
    "C10": ClaimCard(
        lazy_gettext("The lower leg lasts longer, and the knee carries less."),
        lazy_gettext(
            "After ten sessions people of 60 and over did better at rising on their heels again and again; by how much"
            " is not known here. Walking backward, the first peak of load on the inner knee was lower; the second was"
            " unchanged. Running backward, the kneecap was pressed with 3.4 body weights instead of 4.5."
        ),
    ),
    "C11": ClaimCard(
        lazy_gettext("A slope changes how far the joints bend, and some say that it relieves heel pain."),
        lazy_gettext(
            "From level to 10 % uphill the ankle moved through 13.1 degrees instead of 9.8, the knee through 42.4"
            " instead of 30.9. Heel pain (plantar fasciitis): people report relief, no trial found. There are only"
            " reports, of two athletes for example, and one of it getting worse."
        ),
    ),
    "C28": ClaimCard(
        lazy_gettext("It takes load off the inner side of the knee, and the buttocks work."),
        lazy_gettext(
            "With osteoarthritis of the inner knee, the first peak of the load that bends the knee sideways was lower"
            " than forward, also at the same speed; the second peak was unchanged. By how much is not known here. About"
            " the buttocks we say no more than that they are used; the rest is expert opinion."
        ),
    ),
    "C29": ClaimCard(
        lazy_gettext("It helps with arthritis."),
        lazy_gettext(
            "Size: one trial put 68 people in three groups: backward, forward, neither. Pain fell by 1.8 of 10 points"
            " with backward walking and by 1.0 without walking. The difference of 0.8 is small: less than the one point"
            " that people call slightly better. How the forward group did, we could not read. In 13 trials pooled,"
            " beside rehabilitation, pain was lower by 0.997 standard deviations (likely 0.620 to 1.373)."
        ),
    ),
    "C35": ClaimCard(
        lazy_gettext("Light, gentle walking suits mild to moderate arthritis."),
        lazy_gettext(
            "Guidelines recommend walking for knee osteoarthritis. No size is known here. If you say so in the check,"
            " the plan offers shorter sessions; follow the knee under Pain, and Backstride asks about it."
        ),
    ),
    "C36": ClaimCard(
        lazy_gettext("Three times a week for six weeks made the front of the thigh stronger."),
        lazy_gettext(
            "68 people with knee osteoarthritis were in three groups, all with their usual care: backward for ten"
            " minutes, supervised; forward; neither. The thighs of those who went backward gained more than without"
            " walking; pain fell by 1.8 of 10 points against 1.0, and daily function improved by 4.8 points against 2.2"
            " (WOMAC). How the forward group did, we could not read."
        ),
    ),
    # The back, and muscles.
    "C12": ClaimCard(
        lazy_gettext("It works the muscles of the lower back, and may suit long-lasting back pain."),
        lazy_gettext(
            "The muscles along the spine were more active backward than forward, with and without pain. Small trials"
            " of three to six weeks, three times a week for 10 to 30 minutes, found less pain. They are few, small"
            " and short; how much less is not known here. Promising, and no treatment."
        ),
    ),
    "C43": ClaimCard(
        lazy_gettext("Thighs, front and back, buttocks and calves work."),
        lazy_gettext(
            "Electrodes on the calf, the shin, the front and the back of the thigh showed work that changed with the"
            " slope; on the back, more work than forward. No size is given here, and no promise: they are used."
        ),
    ),
    # Bones.
    "C31": ClaimCard(
        lazy_gettext("Walking sideways or backward is said to match high-impact exercise for bones."),
        lazy_gettext(
            "The study behind this sentence was not found, so there is no size. Backstride gives no points for bones."
            " Days of strength training can be ticked."
        ),
    ),
    "C41": ClaimCard(
        lazy_gettext("There are many things that are said to help bones: weights, protein, calcium and more."),
        lazy_gettext(
            "General advice, written from memory; ask your doctor what is right for you. Backstride only offers a tick"
            " for a day with strength training: the WHO advises two or more a week."
        ),
    ),
    "C42": ClaimCard(
        lazy_gettext("Brisk walking at 3 to 4 mph (4.8 to 6.4 km/h), running, tennis, stairs and dancing help bones."),
        lazy_gettext(
            "General advice, written from memory; no size is known here. Walks forward at this pace are marked brisk."
        ),
    ),
    # The brain.
    "C03": ClaimCard(
        lazy_gettext("Walking backward asks for more attention."),
        lazy_gettext(
            "Even where the body used the same oxygen, heart rate was higher and it felt harder than forward; by how"
            " much is not known here. That is why the walk screen speaks and vibrates: nothing has to be looked at."
        ),
    ),
    "C06": ClaimCard(
        lazy_gettext("It is more demanding for the brain, and so it does more good."),
        lazy_gettext(
            "More demanding, yes. One study that measures blood flow in the brain (fNIRS) found more activity, another"
            " found none once odd values were left out. No study shows more benefit for each minute, so we promise"
            " none."
        ),
    ),
    "C32": ClaimCard(
        lazy_gettext("Walking in reverse is said to free the paths of the brain and bring you into the moment."),
        lazy_gettext("No trial was found, so there is no size. Enjoy the moment; we claim nothing about the brain."),
    ),
    "C39": ClaimCard(
        lazy_gettext("Backward is said to wake the right motor cortex more, forward the cerebellum and the insula."),
        lazy_gettext(
            "Reported by an article; its source was not found, so there is no size. Measurements of blood flow in the"
            " brain disagree."
        ),
    ),
    # Older people.
    "C27": ClaimCard(
        lazy_gettext("Growing older well takes muscles, balance and knees, and walking backward trains them."),
        lazy_gettext(
            "After ten sessions in about five weeks people of 60 and over did better at getting up and walking, at"
            " walking with changes, and at rising on their heels; by how much is not known here. Pooled studies point"
            " the same way for balance."
        ),
    ),
    "C37": ClaimCard(
        lazy_gettext("Walking three metres backward on time says something about balance and falls."),
        lazy_gettext(
            "Size: one study of older adults puts low risk under 3.0 seconds and high risk over 4.5; others draw the"
            " line elsewhere, so Backstride shows them side by side. In Nigeria 1601 healthy adults were timed. Two"
            " measurements of the same person agree well (0.94 of 1); we count a change from 0.9 seconds on."
        ),
    ),
    "C40": ClaimCard(
        lazy_gettext("It is good for seniors."),
        lazy_gettext(
            "The same studies as for growing older well. From 65 on Backstride aims for three balance days a week, and"
            " after a slow test or a fall the plan stays at its first level."
        ),
    ),
}
