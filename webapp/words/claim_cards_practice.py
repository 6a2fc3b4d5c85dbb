"""The words of the cards about energy, running, risks and how to start. Their ids are those of `domain.claims`."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

from webapp.words.claim_cards import ClaimCard

CARDS: Mapping[str, ClaimCard] = {
    # Energy.
    "C14": ClaimCard(
        lazy_gettext("At the same speed, walking backward uses almost 40 % more energy."),
        lazy_gettext(
            "Size: at 3.5 mph (5.6 km/h), the table of 2011 has 6.0 MET backward and 4.3 forward. One MET is what your "
            "body uses at rest. The table of 2024 has 4.8 forward, so 25 % more. A study of 20 people at 5 km/h "
            "measured 48 % more. Figures that we read run from 0.7 to 1.6 times our extra. We show 0.6 to 1.9 of it, "
            "so about 24 to 75 %. It is wider because the figures of two studies need an assumption of ours. Practice "
            "makes it easier: eight men needed 19 % less oxygen after four weeks, and 13 young women 32 % less after "
            "six."
        ),
    ),
    "C15": ClaimCard(
        lazy_gettext("In six weeks of walking and running backward, women lost body fat."),
        lazy_gettext(
            "Size: there were 26 women of 18 to 23 years, and half of them trained. Skinfolds fell by 19.7 %, body fat "
            "by 2.4 %. The summary does not say whether that is a part of the fat or points. Nobody walked forward for "
            "comparison, so it does not show that backward is better. We never predict a loss of fat."
        ),
    ),
    "C45": ClaimCard(
        lazy_gettext("Your trunk, calves and ankles work harder, and that takes energy."),
        lazy_gettext(
            "The muscles along the spine were more active backward than forward. The card about 40 % tells you how "
            "much more energy it takes, with its range."
        ),
    ),
    # Running and sleds.
    "C16": ClaimCard(
        lazy_gettext(
            "Some say that running backward makes the front of the thigh stronger, prevents injuries and adds power."
        ),
        lazy_gettext(
            "In running backward, the kneecap was pressed with 3.4 body weights instead of 4.5. Young people jumped "
            "higher after training, and we don't know by how much. We found no study that shows it prevents injuries, "
            "so we promise nothing."
        ),
    ),
    "C17": ClaimCard(
        lazy_gettext("After long training in running backward, good runners needed less oxygen forward."),
        lazy_gettext(
            "Size: 2.54 % better in eight highly trained men after ten weeks, held by a harness. There was no other "
            "group to compare them with. This is no plan for beginners."
        ),
    ),
    "C18": ClaimCard(
        lazy_gettext("If you can't run, or have no room to run, you can drag a weight instead."),
        lazy_gettext(
            "This comes from practice, and we know no size. In the plan, the sled does not ask for the backward jog "
            "before it."
        ),
    ),
    "C19": ClaimCard(
        lazy_gettext("More weight on the sled means more work for thighs, heart and lungs in a short time."),
        lazy_gettext(
            "Friction makes it so. We found no study that measured the oxygen, so our kcal for sleds are rough and "
            "come from physics alone. Only the minutes in which you move count."
        ),
    ),
    "C21": ClaimCard(
        lazy_gettext("As little as 10 % of body weight on a sled made young athletes sprint faster."),
        lazy_gettext(
            "That is true for pulling forward. Boys in the growth spurt or past it were 5.8 % faster after six weeks "
            "with 2.5 to 10 %. Boys before it were not. The trial of pulling backward used 20 to 55 %. We start at 10 "
            "% because it is light."
        ),
    ),
    "C26": ClaimCard(
        lazy_gettext("With weights start light, do several sets, and go no further than 20 metres."),
        lazy_gettext(
            "This is advice from practice, and we know no size. If a set is longer than 20 metres, Backstride tells "
            "you."
        ),
    ),
    "C44": ClaimCard(
        lazy_gettext("Athletes walk backward on treadmills, for knees and balance."),
        lazy_gettext(
            "That is a fashion and no evidence, and we know no size. The cards about knees and balance tell you what "
            "studies found."
        ),
    ),
    # Risks.
    "C20": ClaimCard(
        lazy_gettext("Some say that dragging a sled can hardly hurt you: when you stop, it stops."),
        lazy_gettext(
            "That is an opinion, and we found no count of injuries. On level ground it stops by itself when you do. "
            "You still need a clear lane, shoes with grip, and somebody who watches."
        ),
    ),
    "C30": ClaimCard(
        lazy_gettext(
            "If walking backward is easier for you than forward, that can be a sign of dystonia. It is an illness that "
            "changes how you move."
        ),
        lazy_gettext(
            "A neurology source tells of one person. If it is so for you, tell a doctor about it. It is a sign of "
            "illness, not a training."
        ),
    ),
    "C34": ClaimCard(
        lazy_gettext("Its drawbacks: it is harder, you don't see where you go, and you rely on feel and reflex."),
        lazy_gettext(
            "Right after 15 minutes backward, people swayed more than after walking forward with the same oxygen. We "
            "don't know by how much. So walk forward for three minutes at the end, and take somebody along."
        ),
    ),
    "C38": ClaimCard(
        lazy_gettext(
            "Being pulled backward against your will is called retropulsion. It happens in Parkinson's disease."
        ),
        lazy_gettext(
            "People with Parkinson's disease fall backward, and walking backward gets worse early. If you have it, "
            "practise only with your physiotherapist. Backstride then offers you forward walks and keeps your diary. "
            "If you feel pulled backward, tell a doctor."
        ),
    ),
    # How to start.
    "C01": ClaimCard(
        lazy_gettext("Walking needs no equipment and no gym, and it costs nothing."),
        lazy_gettext("That is so. A clock and a guess at your pace are enough for this diary."),
    ),
    "C02": ClaimCard(
        lazy_gettext("Walking is so automatic that we forget what good it does."),
        lazy_gettext(
            "That is an opinion, and a kind one. We show your forward minutes beside the backward ones every week."
        ),
    ),
    "C04": ClaimCard(
        lazy_gettext("Ten brisk minutes a day help, and count toward the 150 minutes a week of the WHO."),
        lazy_gettext(
            "Size: the WHO tells us to get 150 to 300 minutes of moderate activity a week. Since 2020 every minute "
            "counts. Before that, only stretches of ten minutes did. Seven times ten minutes are 70 of the 150."
        ),
    ),
    "C09": ClaimCard(
        lazy_gettext("Backward, your steps are shorter and come more often."),
        lazy_gettext(
            "They are shorter, and quicker if you keep the speed. At a pace of their own, 30 young and 40 older people "
            "took shorter steps at the same rate, and so went slower. On a treadmill at the same speed, the steps came "
            "quicker. We don't know by how much."
        ),
    ),
    "C22": ClaimCard(
        lazy_gettext("Simple is not the same as easy."),
        lazy_gettext("That is a saying, and true enough. The plan begins with five minutes and takes six weeks."),
    ),
    "C23": ClaimCard(
        lazy_gettext("You may not see what is behind you. Begin indoors, or on flat, open ground."),
        lazy_gettext(
            "This is common sense, and we know no size. The page on how to walk backward has a list for the place."
        ),
    ),
    "C24": ClaimCard(
        lazy_gettext(
            "Don't look over your shoulder. Head and chest up, reach with the big toe, roll from toe to heel."
        ),
        lazy_gettext(
            "This is a professional's advice, and we know no size. The page on how to walk backward shows it."
        ),
    ),
    "C25": ClaimCard(
        lazy_gettext("Go faster later, and use a treadmill and its rails when you need them."),
        lazy_gettext(
            "Trials on treadmills used rails or a harness. Some say that holding on burns less. We found no study that "
            "shows how much, so trust the lower figure."
        ),
    ),
    "C33": ClaimCard(
        lazy_gettext("Start with 5 minutes and build up to 10 to 20."),
        lazy_gettext(
            "Trials used 10 to 15 minutes, three times a week for three to six weeks. The plan goes from 5 minutes in "
            "week 1 to 20 in week 6."
        ),
    ),
}
