"""The words of the cards about energy, running, risks and how to start. Their ids are those of `domain.claims`."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

from webapp.words.claim_cards import ClaimCard

CARDS: Mapping[str, ClaimCard] = {
    # Energy.
    "C14": ClaimCard(
        lazy_gettext("At the same speed, walking backward uses almost 40 % more energy."),
        lazy_gettext(
            "Size: at 3.5 mph (5.6 km/h) 6.0 MET backward and 4.3 forward, in the table of 2011. One MET is what the"
            " body uses at rest. The table of 2024 has 4.8 forward, so 25 % more; a study of 20 people at 5 km/h"
            " measured 48 % more. Figures that we read run from 0.7 to 1.6 times our extra; we show 0.6 to 1.9 of"
            " it, so about 24 to 75 %, wider for two studies whose figures need an assumption of ours. Eight men needed"
            " 19 % less oxygen after four weeks of practice, 13 young women 32 % less after six."
        ),
    ),
    "C15": ClaimCard(
        lazy_gettext("In a six-week programme of backward walking and running, body fat of women fell."),
        lazy_gettext(
            "Size: 26 women of 18 to 23 years, half of them trained. Skinfolds fell by 19.7 %, body fat by 2.4 %; its"
            " summary does not say whether of the fat or in points. Nobody walked forward for comparison, so it does"
            " not say that backward is better. We never predict a loss of fat."
        ),
    ),
    "C45": ClaimCard(
        lazy_gettext("Trunk, calves and ankles work harder, and it costs energy."),
        lazy_gettext(
            "The muscles along the spine were more active backward than forward. How much more energy it takes stands"
            " on the card about 40 %, with its range."
        ),
    ),
    # Running and sleds.
    "C16": ClaimCard(
        lazy_gettext("Running backward is said to strengthen the front of the thigh, prevent injuries and add power."),
        lazy_gettext(
            "Running backward the kneecap was pressed with 3.4 body weights instead of 4.5, and young people jumped"
            " higher after training; by how much is not known here. That it prevents injuries is not verified, so we"
            " promise nothing."
        ),
    ),
    "C17": ClaimCard(
        lazy_gettext("Long training in running backward made good runners need less oxygen forward."),
        lazy_gettext(
            "Size: 2.54 % better in eight highly trained men after ten weeks, held by a harness. Nobody trained"
            " otherwise for comparison. Not a plan for beginners."
        ),
    ),
    "C18": ClaimCard(
        lazy_gettext("Where space or ability do not let you run, you can drag a weight instead."),
        lazy_gettext("Practice; no size is known. In the plan the sled does not ask for the backward jog before it."),
    ),
    "C19": ClaimCard(
        lazy_gettext("More weight on the sled means more work for thighs, heart and lungs in a short time."),
        lazy_gettext(
            "Friction makes it so; no measurement of the oxygen was found, so our kcal for sleds are rough and rest"
            " on physics alone. Only the minutes in which you move count."
        ),
    ),
    "C21": ClaimCard(
        lazy_gettext("As little as 10 % of body weight on a sled made young athletes sprint faster."),
        lazy_gettext(
            "True for pulling forward: boys past the growth spurt, or in it, were 5.8 % faster after six weeks with 2.5"
            " to 10 %; boys before it were not. The trial of pulling backward used 20 to 55 %. We start at 10 %"
            " because it is light."
        ),
    ),
    "C26": ClaimCard(
        lazy_gettext("With weights start light, do several sets, and go no further than 20 metres."),
        lazy_gettext("Advice from practice; no size is known. Past 20 metres a set, Backstride says so."),
    ),
    "C44": ClaimCard(
        lazy_gettext("Athletes walk backward on treadmills, for knees and balance."),
        lazy_gettext(
            "A fashion, and no evidence; no size is known. What studies say about knees and balance stands on their"
            " cards."
        ),
    ),
    # Risks.
    "C20": ClaimCard(
        lazy_gettext("Dragging a sled is said to be hard to get hurt by: when you stop, it stops."),
        lazy_gettext(
            "An opinion; no count of injuries was found. It stops by itself on the level when you do. You still need a"
            " clear lane, shoes with grip, and somebody who watches."
        ),
    ),
    "C30": ClaimCard(
        lazy_gettext(
            "Finding it easier to walk backward than forward can be a sign of dystonia, a disorder of movement."
        ),
        lazy_gettext(
            "One person's case in a neurology source. If it is so for you, tell a doctor about it: it is a symptom, not"
            " a training."
        ),
    ),
    "C34": ClaimCard(
        lazy_gettext("Its drawbacks: it is harder, you do not see where you go, and you rely on feel and reflex."),
        lazy_gettext(
            "Straight after 15 minutes backward people swayed more than after walking forward with the same oxygen; by"
            " how much is not known here. So walk forward for three minutes at the end, and take somebody along."
        ),
    ),
    "C38": ClaimCard(
        lazy_gettext("Being pulled backward against your will is called retropulsion, and occurs in Parkinson's."),
        lazy_gettext(
            "With Parkinson's disease people fall backward, and walking backward suffers early. If you have it,"
            " practise only with your physiotherapist; Backstride then offers forward walks and keeps the diary. If"
            " you feel pulled backward, tell a doctor."
        ),
    ),
    # How to start.
    "C01": ClaimCard(
        lazy_gettext("Walking needs no equipment and no gym, and it costs nothing."),
        lazy_gettext("So it is. A clock and a guess at your pace are enough for this diary."),
    ),
    "C02": ClaimCard(
        lazy_gettext("Walking is so automatic that we forget what good it does."),
        lazy_gettext("An opinion, and a kind one. Forward minutes are shown beside the backward ones every week."),
    ),
    "C04": ClaimCard(
        lazy_gettext("Ten brisk minutes a day help, and count toward the 150 minutes a week of the WHO."),
        lazy_gettext(
            "Size: the WHO advises 150 to 300 minutes of moderate activity a week. Since 2020 every minute counts;"
            " before, only stretches of ten. Seven times ten minutes are 70 of the 150."
        ),
    ),
    "C09": ClaimCard(
        lazy_gettext("Backward, steps are shorter and come more often."),
        lazy_gettext(
            "Shorter steps; quicker if you keep the speed. At a pace of their own, 30 young and 40 older people took"
            " shorter steps at the same rate, and so went slower. On a treadmill at the same speed the steps came"
            " quicker; by how much is not known here."
        ),
    ),
    "C22": ClaimCard(
        lazy_gettext("Simple is not the same as easy."),
        lazy_gettext("A saying, and true enough. The plan begins with five minutes and takes six weeks."),
    ),
    "C23": ClaimCard(
        lazy_gettext("You may miss what stands behind you: begin indoors or on flat, open ground."),
        lazy_gettext("Common sense; no size is known. The page on how to walk backward has a list for the place."),
    ),
    "C24": ClaimCard(
        lazy_gettext("Do not look over the shoulder. Head and chest up, reach with the big toe, roll toe to heel."),
        lazy_gettext("A clinician's advice; no size is known. The page on how to walk backward shows it."),
    ),
    "C25": ClaimCard(
        lazy_gettext("Go faster later, and use a treadmill and its rails when you need them."),
        lazy_gettext(
            "Trials on treadmills used rails or a harness. Holding on is said to lower the cost; by how much is not"
            " verified. Think of the low end of the range."
        ),
    ),
    "C33": ClaimCard(
        lazy_gettext("Start with 5 minutes and build up to 10 to 20."),
        lazy_gettext(
            "Trials used 10 to 15 minutes, three times a week for three to six weeks. The plan goes from 5 minutes in"
            " week 1 to 20 in week 6."
        ),
    ),
}
