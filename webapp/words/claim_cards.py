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
        lazy_gettext("Your eyes, your inner ear and the feel of your joints keep you upright together."),
        lazy_gettext(
            "Textbooks say so. We have not checked the source again, and give no size. Two of the tests here look at "
            "balance: standing on one leg, and walking three metres backward."
        ),
    ),
    "C07": ClaimCard(
        lazy_gettext(
            "Walking backward makes you steadier and helps your balance. Of all its effects, this one is studied best."
        ),
        lazy_gettext(
            "Size: a review read eleven studies and put some of them together. With it, the stability index was 0.99 "
            "lower than without (likely 0.37 to 1.61). Lower is steadier. The summary does not say how many studies "
            "these were. The trials were small and of low to moderate quality."
        ),
    ),
    "C08": ClaimCard(
        lazy_gettext("It also helps you walk forward and keep your balance, with healthy and with worn knees."),
        lazy_gettext(
            "A review of eleven studies found that people walked forward faster after it than after forward training. "
            "Its authors warn that the harder work may be the reason, not the direction. In 13 trials, people with "
            "worn knees did it along with rehabilitation. Their pain was lower by 0.997 (likely 0.620 to 1.373), and "
            "their disability by 1.015 (0.703 to 1.326). These are standard deviations: one is the usual spread "
            "between people. It helped more at a comfortable pace and on a treadmill. An older review of 635 people "
            "found 0.87 and 1.19. Its trials were of middling quality (5.4 of 10)."
        ),
    ),
    "C13": ClaimCard(
        lazy_gettext(
            "It is used to find and treat problems with balance and speed after a stroke or in nerve disease."
        ),
        lazy_gettext(
            "Size: these studies were after a stroke. Who trained backward walked 0.16 m/s faster than who trained "
            "forward (likely 0.06 to 0.27; moderate quality). Added to forward training, it gave 0.03 m/s (0.01 to "
            "0.04), too little to notice. Against other care, seven trials found 0.11 m/s (0.01 to 0.21). All were "
            "supervised. In 10 studies, balance was 3.82 points better on the Berg scale (2.12 to 5.52; moderate "
            "quality). On speed these are very unsure. People with Parkinson's or multiple sclerosis walk three metres "
            "backward against the clock. Do this only with a doctor or physiotherapist beside you, not alone."
        ),
    ),
    # Knees and feet.
    "C10": ClaimCard(
        lazy_gettext("Your lower legs last longer, and your knees carry less."),
        lazy_gettext(
            "After ten sessions, people of 60 and over did better at heel rises. We don't know by how much. In walking "
            "backward, the first peak of load on the inner knee was lower. The second was the same. In running "
            "backward, the kneecap was pressed with 3.4 body weights instead of 4.5."
        ),
    ),
    "C11": ClaimCard(
        lazy_gettext("A slope changes how far your joints bend, and some say that it eases heel pain."),
        lazy_gettext(
            "From level to 10 % uphill, the ankle moved through 13.1 degrees instead of 9.8, and the knee through 42.4 "
            "instead of 30.9. Heel pain (plantar fasciitis): people report relief, but we found no trial. There are "
            "only reports, for example of two athletes. One report tells that it got worse."
        ),
    ),
    "C28": ClaimCard(
        lazy_gettext("It takes load off the inner side of the knee, and the buttocks work."),
        lazy_gettext(
            "With arthritis of the inner knee, the first peak of the load that bends the knee sideways was lower than "
            "forward, at the same speed too. We don't know by how much. The second peak was the same. About the "
            "buttocks we say no more than that they are used. The rest is expert opinion."
        ),
    ),
    "C29": ClaimCard(
        lazy_gettext("It helps with arthritis."),
        lazy_gettext(
            "Size: one trial put 68 people in three groups: backward, forward, neither. Pain fell by 1.8 of 10 points "
            "with backward walking and by 1.0 without walking. The difference of 0.8 is small. It is less than the one "
            "point that people call slightly better. We could not read how the forward group did. Another study put 13 "
            "trials together. All had rehabilitation too. Pain was lower by 0.997 (likely 0.620 to 1.373). These are "
            "standard deviations: one is the usual spread between people."
        ),
    ),
    "C35": ClaimCard(
        lazy_gettext("Light, gentle walking suits mild to moderate arthritis."),
        lazy_gettext(
            "Guidelines advise people with knee arthritis to walk. We know no size. If you tell us about it in the "
            "check, the plan offers shorter sessions. Follow your knee under Pain, and Backstride asks about it."
        ),
    ),
    "C36": ClaimCard(
        lazy_gettext("Three times a week for six weeks made the front of the thigh stronger."),
        lazy_gettext(
            "68 people with knee arthritis were in three groups, all with their usual care. One group walked backward "
            "for ten minutes, supervised. One walked forward, and one did neither. The thighs of those who went "
            "backward gained more than without walking. Their pain fell by 1.8 of 10 points against 1.0, and daily "
            "function improved by 4.8 points against 2.2 (WOMAC). We could not read how the forward group did."
        ),
    ),
    # The back, and muscles.
    "C12": ClaimCard(
        lazy_gettext("It works the muscles of your lower back, and may suit long-lasting back pain."),
        lazy_gettext(
            "The muscles along the spine were more active backward than forward, with and without pain. Small trials "
            "found less pain. They took three to six weeks, three times a week for 10 to 30 minutes. They are few, "
            "small and short, and we don't know how much less pain it was. This is promising, but it is no treatment."
        ),
    ),
    "C43": ClaimCard(
        lazy_gettext("Your thighs, front and back, your buttocks and your calves work."),
        lazy_gettext(
            "Electrodes on the calf, the shin, and the front and back of the thigh showed work that changed with the "
            "slope. On the back, they showed more work than forward. We give no size and make no promise: these "
            "muscles are used."
        ),
    ),
    # Bones.
    "C31": ClaimCard(
        lazy_gettext("Some say that walking sideways or backward can be as good for bones as high-impact exercise."),
        lazy_gettext(
            "We did not find the study behind this, so there is no size. Backstride gives no points for bones. You can "
            "tick days with strength training."
        ),
    ),
    "C41": ClaimCard(
        lazy_gettext("People name many things that help bones: weights, protein, calcium and more."),
        lazy_gettext(
            "This is general advice, and we have not checked the source again. Ask your doctor what is right for you. "
            "Backstride only lets you tick a day with strength training: the WHO advises two or more a week."
        ),
    ),
    "C42": ClaimCard(
        lazy_gettext("Brisk walking at 3 to 4 mph (4.8 to 6.4 km/h), running, tennis, stairs and dancing help bones."),
        lazy_gettext(
            "This is general advice. We have not checked the source again, and know no size. Forward walks at this "
            "pace are marked brisk."
        ),
    ),
    # The brain.
    "C03": ClaimCard(
        lazy_gettext("Walking backward takes more attention."),
        lazy_gettext(
            "Even where the body used the same oxygen, the heart beat faster and it felt harder than forward. We don't "
            "know by how much. That is why the walk screen speaks and vibrates: you don't have to look at it."
        ),
    ),
    "C06": ClaimCard(
        lazy_gettext("It asks more of your brain, and so it does more good."),
        lazy_gettext(
            "It asks more, yes. One study that measures blood flow in the brain (fNIRS) found more activity. Another "
            "found none once odd values were left out. No study shows more benefit for each minute, so we promise "
            "none."
        ),
    ),
    "C32": ClaimCard(
        lazy_gettext("Some say that walking in reverse frees the paths of the brain and brings you into the moment."),
        lazy_gettext("We found no trial, so there is no size. Enjoy the moment. We claim nothing about the brain."),
    ),
    "C39": ClaimCard(
        lazy_gettext(
            "Some say that walking backward wakes one part of the brain more, the right motor cortex. Walking forward "
            "wakes two others more, the cerebellum and the insula."
        ),
        lazy_gettext(
            "An article reports this. We did not find its source, so there is no size. Studies that measure blood flow "
            "in the brain disagree."
        ),
    ),
    # Older people.
    "C27": ClaimCard(
        lazy_gettext("To grow older well you need muscles, balance and knees, and walking backward trains them."),
        lazy_gettext(
            "After ten sessions in about five weeks, people of 60 and over did better in three tests. These were "
            "getting up and walking, walking with changes, and heel rises. We don't know by how much. Studies put "
            "together point the same way for balance."
        ),
    ),
    "C37": ClaimCard(
        lazy_gettext("Walking three metres backward against the clock tells something about balance and falls."),
        lazy_gettext(
            "Size: one study of older adults puts low risk under 3.0 seconds and high risk over 4.5. Others draw the "
            "line elsewhere, so Backstride shows them side by side. In Nigeria 1601 healthy adults were timed. Two "
            "measurements of the same person agree well (0.94 of 1). We count a change from 0.9 seconds on."
        ),
    ),
    "C40": ClaimCard(
        lazy_gettext("It is good for older people."),
        lazy_gettext(
            "The studies are the same as for growing older well. From 65 on, Backstride aims for three balance days a "
            "week. After a slow test or a fall, the plan stays at its first level."
        ),
    ),
}
