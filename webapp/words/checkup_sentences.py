"""A sentence for each finding of a checkup."""

from collections.abc import Mapping

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

# For every checkup that has no other words for it.
_OF_ALL: Mapping[str, LazyString] = {
    "ok": lazy_gettext("As it should be."),
    "elsewhere": lazy_gettext("We can't see this from here."),
    "unseen": lazy_gettext("We could not look at this (%(error)s). Please look at the log of the server."),
}
SENTENCES: Mapping[str, LazyString | str] = {
    "file-system/kind": lazy_gettext("A disk in this machine (%(kind)s)."),
    "file-system/shared": lazy_gettext(
        "The database is on a network share (%(kind)s), which can damage it. Please move it to a disk in this machine."
    ),
    "file-system/fleeting": lazy_gettext(
        "This disk (%(kind)s) may be empty after the next start. "
        "Please put the data on a disk that stays, or on a volume."
    ),
    "free-space/free": lazy_gettext("%(free_bytes)s are free."),
    "free-space/little": lazy_gettext("Only %(free_bytes)s are free. The next upgrade needs more. Please make room."),
    "free-space/full": lazy_gettext("Only %(free_bytes)s are free. Soon we can't save walks. Please make room now."),
    "free-space/no-files": lazy_gettext("The disk has no room for more files. Please delete some now."),
    "saving/refused": lazy_gettext(
        "The data folder takes no new files, so we can't save walks. Please make the folder and its disk writable."
    ),
    "sync-time/ms": lazy_gettext("%(ms)s ms"),
    "sync-time/slow": lazy_gettext(
        "The disk needs %(ms)s ms to keep a walk. Memory cards grow slow before they fail. Please think of a new disk."
    ),
    "memory/free": lazy_gettext("%(free_bytes)s are free."),
    "memory/little": lazy_gettext("Only %(free_bytes)s are free. Please end some other program on this machine."),
    "clock/day": "%(day)s",
    "clock/early": lazy_gettext("The clock shows %(day)s, and that is long ago. Please set it to the time of today."),
    "clock/back": lazy_gettext(
        "The clock shows %(day)s, but we were at work on %(noted)s already. Please set it to the time of today."
    ),
    "time-zones/release": "%(release)s",
    "time-zones/old": lazy_gettext("The list is of %(release)s, and clocks changed since. Please update tzdata."),
    "python/version": "%(version)s",
    "python/old": lazy_gettext("Python %(version)s got its last repairs on %(day)s. Please install a newer one."),
    "xml/version": "%(version)s",
    "xml/old": lazy_gettext("A bad file can stop this version (%(version)s). Please update Python."),
    "languages/unbuilt": lazy_gettext(
        "We can't speak these yet: %(languages)s. Please start Backstride by “python3 app.py”."
    ),
    "scripts/unbuilt": lazy_gettext(
        "The scripts are missing. Pages work without them, with less comfort. "
        "Please start Backstride by “python3 app.py”."
    ),
    "scripts/changed": lazy_gettext("These are not as we made them: %(files)s. Please install Backstride once more."),
    "database/unusable": "%(problem)s",
    "database/missing": lazy_gettext(
        "There is no database here yet. Please start Backstride once, or set BACKSTRIDE_DATA to the right folder."
    ),
    "database/damaged": lazy_gettext(
        "The database is damaged. You can read it, but we save nothing. Please stop the server and put a copy back."
    ),
    "sqlite/version": "%(version)s",
    "sqlite/guarded": lazy_gettext("%(version)s has a known fault. Our own lock keeps it away from your walks."),
    "sqlite/faulty": lazy_gettext("%(version)s has a fault that can lose a walk. Please update Python."),
    "journal/unsafe": lazy_gettext(
        "A power cut can take the last walks (%(mode)s). Please move the data to a disk in this machine."
    ),
    "log-size/size": "%(log_bytes)s",
    "log-size/large": lazy_gettext("It has grown to %(log_bytes)s. Please start Backstride again."),
    "size/size": "%(whole_bytes)s",
    "size/tables": lazy_gettext("%(whole_bytes)s. The largest parts: %(tables)s."),
    "size/large": lazy_gettext(
        "%(whole_bytes)s are more than a diary needs. The largest parts: %(tables)s. Please tell its makers."
    ),
    "schema/older": lazy_gettext("It is of an older Backstride. Please start the server: it upgrades by itself."),
    "schema/newer": lazy_gettext("It is of a newer Backstride. Please install that one, or a newer one still."),
    "schema-parts/missing": lazy_gettext("These are missing: %(parts)s. Please put a copy of the database back."),
    "pages/damaged": lazy_gettext("A part is damaged: %(damage)s. Please stop the server and put a copy back."),
    "pages/partly": lazy_gettext("Nothing is wrong as far as we looked. The shell looks further: “backstride doctor”."),
    "parents/partly": lazy_gettext(
        "Nothing is wrong as far as we looked. The shell looks further: “backstride doctor”."
    ),
    "parents/orphaned": lazy_gettext("Some rows in %(tables)s belong to nobody. Please put a copy back."),
    "week-sums/differ": lazy_gettext(
        "%(weeks)s weeks differ from their walks. Each person mends theirs under “Goal and weeks”: "
        "choose another first day of the week, save, and choose yours again."
    ),
    "backup-age/made": "%(day)s",
    "backup-age/none": lazy_gettext("There is none yet. Please make one under “Backups”."),
    "backup-age/late": lazy_gettext("The last one is of %(day)s. Please look under “Backups” what is wrong."),
    "backup-trial/not-yet": lazy_gettext("We try the newest backup soon, and then every week."),
    "backup-trial/proven": lazy_gettext("On %(day)s everything came back out of it: %(walks)s walks."),
    "backup-trial/late": lazy_gettext("The last good trial was on %(day)s. Please look under “Backups” what is wrong."),
    "backup-trial/failed": lazy_gettext(
        "The last trial found something wrong. Please make a new backup under “Backups”, and look at the disk."
    ),
    "second-folder/sent": "%(day)s",
    "second-folder/none": lazy_gettext("None yet. A backup on another disk helps when this one breaks."),
    "second-folder/beside": lazy_gettext(
        "The second folder is on the same disk. Please choose one elsewhere under “Backups”."
    ),
    "second-folder/late": lazy_gettext("The second folder got no backup lately. Please look if its disk is there."),
    "file-modes/readable": lazy_gettext(
        "Others on this machine can read %(files)s. Please start Backstride again: it closes them."
    ),
    "file-modes/foreign": lazy_gettext(
        "These files belong to another user: %(files)s. Please give them to the one who runs the server."
    ),
    "servers/running": lazy_gettext("One server is running."),
    "servers/none": lazy_gettext("No server is running."),
    "servers/two": lazy_gettext("Two servers use the same data. Please stop one of them."),
    "ports/taken": lazy_gettext("Another program has port %(port)s. BACKSTRIDE_PORT chooses another."),
    "ports/tls-taken": lazy_gettext(
        "Another program has port %(port)s, so https is off. BACKSTRIDE_TLS_PORT chooses another."
    ),
    "believed-proxies/nobody": lazy_gettext("None."),
    "believed-proxies/networks": "%(networks)s",
    "believed-proxies/everybody": lazy_gettext(
        "We trust everybody in %(network)s. Please name your proxy alone in BACKSTRIDE_TRUSTED_PROXIES."
    ),
    "proxy-names/off": lazy_gettext("None."),
    "proxy-names/header": "%(header)s",
    "proxy-names/nobody": lazy_gettext(
        "%(header)s signs nobody in, because we trust no proxy. Please name yours in BACKSTRIDE_TRUSTED_PROXIES."
    ),
    "provider/none": lazy_gettext("None."),
    "provider/address": "%(address)s",
    "provider/plain": lazy_gettext(
        "%(address)s is not https: on the way others can read along. Please set up https for it."
    ),
    "open-home/closed": lazy_gettext("None."),
    "open-home/open": lazy_gettext(
        "Everybody in %(networks)s can read the diary of %(name)s and write in it, without a password."
    ),
    "open-home/nobody": lazy_gettext(
        "It stays closed: %(name)s is not here, or is an owner. Please name somebody else in BACKSTRIDE_OPEN_AS."
    ),
    "forwarded/unknown": lazy_gettext(
        "A proxy at %(address)s sends people here, and we don't know it. "
        "If it is yours, name it in BACKSTRIDE_TRUSTED_PROXIES."
    ),
    "public-address/none": lazy_gettext("None."),
    "public-address/address": "%(address)s",
    "public-address/plain": lazy_gettext(
        "It begins with https, but pages came over http. Please name your proxy in BACKSTRIDE_TRUSTED_PROXIES."
    ),
    "public-address/not-https": lazy_gettext(
        "%(address)s is not https: on the way others can read along. Please set up https for it."
    ),
    "refused-host/refused": lazy_gettext(
        "Somebody came to %(host)s, and we did not answer. If that is your name, set BACKSTRIDE_BASE_URL to it."
    ),
    "certificate/off": lazy_gettext("Https at home is off."),
    "certificate/renewed": lazy_gettext("We make a new one by ourselves after %(day)s."),
    "certificate/late": lazy_gettext("A new one was due on %(day)s. Please start Backstride again."),
    "certificate/ends": lazy_gettext("On %(day)s it ends. Then each phone has to learn a new one, under “Https”."),
    "certificate/ended": lazy_gettext(
        "It ended on %(day)s. Please start Backstride again, and let the phones learn it."
    ),
    "wrong-passwords/few": lazy_gettext("%(tries)s in the last day."),
    "wrong-passwords/many": lazy_gettext(
        "%(tries)s in the last day. If that was nobody at home, look who can reach this server."
    ),
    "unused-keys/unused": lazy_gettext(
        "%(keys)s for three months or more. Each person can remove theirs under “Phones and keys”."
    ),
    "owner/names": "%(names)s",
    "owner/nobody": lazy_gettext("Nobody has an account yet. Please open the link that the server shows at its start."),
    "owner/none": lazy_gettext("Nobody is the owner. Please add one: backstride user add NAME --owner"),
    "never-came/names": lazy_gettext(
        "%(names)s. Do they need a new password? You can make them a link for it under “Household”."
    ),
    "zones/unknown": lazy_gettext("We don't know the time zone of %(names)s. Please choose another, or update tzdata."),
    "phone-clocks/ahead": lazy_gettext(
        "A phone is %(minutes)s minutes ahead of this server. Please let both set their clocks by themselves."
    ),
    "refused-walks/refused": lazy_gettext(
        "Phones sent walks that we could not take: %(walks)s. Each phone shows them, and why, on Today."
    ),
    "messages/failed": lazy_gettext(
        "%(failed)s did not arrive this week. Each person reads why under “Messages and reminders”."
    ),
    "imports/slow": lazy_gettext("An import has been at work since %(day)s. Please start Backstride again."),
}


def of(name: str, says: str) -> LazyString | str:
    return SENTENCES.get(f"{name}/{says}") or _OF_ALL[says]
