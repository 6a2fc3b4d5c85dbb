# ruff: noqa: RUF001 - Cyrillic words are written in Cyrillic letters.
"""The words that apps, watches and people write for a sport, in the languages of the big apps.

Case, accents, hyphens and blanks do not matter: `sports` takes them away on both sides.
"""

# Each alone, or among others, says that somebody walked.
WALKING = """
walk walking walks walker walked hike hiking hikes hiked trek trekking treks stroll strolling ramble rambling
pedestrian racewalk racewalking powerwalk powerwalking speedwalk speedwalking dogwalk dogwalking wandering tramping
bushwalking backpacking hillwalking fellwalking rucking rollator
gehen gegangen wandern wanderung wanderungen bergwandern bergwanderung weitwandern spaziergang spaziergänge spazieren
spazierengehen walken nordicwalken gassi fußmarsch fußweg
wandelen wandeling wandelingen wandeltocht wandel kuieren stappen
marche marcher randonnée randonnées randonner rando promenade promener balade balader piéton
caminar caminando caminata caminatas camino senderismo sendero excursionismo andando paseo pasear marcha peatón
caminhada caminhadas caminhar caminho passeio pedestrianismo peão trilha trilhas
camminata camminate camminare cammino passeggiata passeggiate passeggiare escursionismo escursione escursioni pedone
caminada caminades passejada passeig senderisme excursionisme ibilaldia ibili oinez camiñada camiñar sendeirismo
promenad promenera promenader gång vandring vandringar vandra gåtur gåture gange gangtur fottur turgåing spasertur
vandretur vandreture spadseretur stavgang stavgång
kävely kävelylenkki käveleminen vaellus vaeltaminen patikointi retkeily sauvakävely
kõndimine jalutuskäik jalutamine matkamine kepikõnd pastaiga pārgājiens staigāšana iešana nūjošana
ėjimas vaikščiojimas pasivaikščiojimas žygis žygiavimas
spacer spacery spacerowanie chodzenie chód marsz marszobieg wędrówka wędrówki wędrowanie piesza piesze
chůze procházka procházky turistika túra pochod chôdza prechádzka
gyaloglás séta sétálás túrázás természetjárás kirándulás
mers mersul plimbare plimbări drumeție drumeții
hoja sprehod pohod pohodništvo hodanje šetnja hodnja pješačenje pešačenje planinarenje planinarjenje pešak
ходьба прогулка прогулки поход походы пешком пешая пеший хайкинг треккинг
прогулянка прогулянки похід походи пішки піший хода ходене разходка туризъм ходање шетња пешачење
περπάτημα περίπατος πεζοπορία βάδισμα βάδην
yürüyüş yürüyüşü yürüme yürümek
步行 徒步 健走 散步 走路 远足 遠足 行走 健行 登山步行
ウォーキング 散歩 ハイキング 歩行 歩く トレッキング ウオーキング
걷기 하이킹 산책 도보 트레킹 워킹
הליכה טיול المشي مشي سير تنزه
पैदल चलना टहलना เดิน เดินป่า เดินเล่น jalankaki berjalan berjalankaki mendaki
"""

# As a whole they are on foot; within other words they may be anything.
WALKING_WHOLE = """
onfoot foot byfoot zufuß zufussgehen tevoet lopenzufuß àpied apied apie apé apeu apiedi pieszo pěšky peşjos pejos gå
gatur gang marcheàpied andar gåfot tilfots tilfods gyalog jalan đibộ đibộđườngdài
"""

RUNNING = """
run running runs runner ran jog jogging jogs trailrun trailrunning fellrunning sprint sprinting parkrun marathon
laufen lauf läufe joggen dauerlauf waldlauf hardlopen hardloop hardloopsessie rennen
courir footing correr corriendo corrida corridas trote trotar corsa corse correre cursa córrer korrika carreira
löpning löprunda löpa löppass løb løbe løbetur løping løpe løpetur joggetur juoksu juoksulenkki juokseminen hölkkä
jooksmine jooks skriešana bėgimas bieganie bieg biegi běh běhání beh behanie futás kocogás
alergare alergat tek tekanje trčanje бег пробежка біг пробіжка бягане трчање τρέξιμο τροχάδην koşu koşmak koşusu
跑步 慢跑 长跑 長跑 越野跑 ランニング ジョギング 走る 달리기 러닝 조깅 ריצה جري الجري ركض
दौड़ना วิ่ง berlari joging
"""
RUNNING_WHOLE = "courseàpied course carrera lari chạybộ"

# Not on foot. With a star, longer words that begin so are meant too: `ski*` is `skiing`, `skitour` and `skifahren`.
NOT_ON_FOOT = """
ride rides riding cycl* bike* biking bicyc* ebik* mtb mountainbik* roadbik* handcyc* handbik* velo* vtt fahrrad* rad
radfahren radfahrt radtour* radeln radsport radrennen rennrad* pedelec* fiets* wielren* bici biciclet* bicicl* ciclis*
cicli cyclisme pyöräil* kerékpár* rower rowerow* kolo kolesar* cyklo* cykel* cykling sykkel* sykling jalgratta*
велос* вело* колоездене bisiklet* 骑 騎 自行车 サイクリング 自転車 자전거 사이클 ποδηλα* רכיבה دراجة
swim* schwimm* zwem* natation nataci* nado nadar nuoto svømm* simning simma uinti pływ* plav* úszás înot* плав* yüzme*
游泳 水泳 수영
ski ski* snowboard* snowmobil* langlauf* schifahr* narty narciar* лыж* スキー スキ 스키 滑雪 esqui* sciare scialp*
rowing rudern aviron remo canottaggio paddl* kayak* kajak* kanu canoe* canoa* sup standup* rafting sailing segeln
zeilen voile vela surf* windsurf* kite* wakeboard* boating boat diving snorkel*
skat* eislauf* schlittschuh* schaats* patinaje patinage patin* inline* rollerblad* rollerski* longboard*
drive driving car motor* moto motocycl* auto bus train tram metro flight flying paraglid* hanglid* helicopter ferry
horse* reiten reitsport equit* equest* paard* wheelchair* rollstuhl*
yoga pilates strength* weightlift* weighttraining gym gymnastics elliptical* stairstepper crossfit boxing tennis golf
transition soccer football basketball volleyball badminton cricket hockey handball baseball rugby squash fishing hunting
climb* boulder* kletter* escalad*
"""

# On foot perhaps, but not called walking: the person is asked whatever else is written beside them.
ASKED = """
snowshoe snowshoes snowshoeing schneeschuh schneeschuhwandern schneeschuhwanderung raquettes raquette ciaspole
mountaineering bergsteigen alpinisme alpinismo orienteering geocaching multisport triathlon duathlon
"""
