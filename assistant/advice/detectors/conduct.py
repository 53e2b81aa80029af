"""Conduct: rules, supervision, papers, assets, upkeep, use of the result. Told in words, so found in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from assistant.advice.deviation import Case, Detector, Deviation
from assistant.advice.signals import Signal
from assistant.advice.statements import lacks, says

_SUPERVISION = r"监理|监管|监督|巡查|巡检|检查|督导|督查|抽查|旁站|盯现场|盯工地|现场管理|跟踪管理"
_PAPERS = r"资料|(?:佐证|证明|申报|支撑|相关|基础|绩效|评价|备查|过程|验收|报账|证明性)材料|凭证|台账|档案|签收[单表]|签到[单表]|照片|影像|化验单|检测单|花名册|名册|佐证|验收单|报告单|登记表|确认单|清单|单据|原始记录|底稿|票据"
_ASSETS = r"设备|资产|器材|装备|仪器|车辆?|房屋?|场馆|系统|工程|设施|物资"
_UPKEEP = r"管护|维护|运维|养护|保养|维修|后续管理|后期管理|(?:由|归)?谁[来去]?管"
_WHOSE = (
    r"(?:谁|哪里|哪儿|哪个|归[^。；]{1,14}还是)[^。；]{0,14}(?:管|维护|维修|出|换|付)[^。；]{0,20}(?:没|未|谈不拢|说不清)|"
    r"(?:质保|保修|交付|移交|建成)[^。；]{0,6}(?:过后|期过|期满|后|期)[^。；]{0,30}(?:没有?|未|无)(?:列|安排|落实|预算|明确|说清|定|人)"
)
_RULES = r"制度|管理办法|实施办法|办法|规定|规矩|章程|规程|细则|内控"
_RESULTS = r"(?:评价|自评|绩效|考核)?结果|自评材料|自评报告"


def _missing_system(case: Case) -> Iterator[Deviation]:
    """Rules that the form says are missing; or words that say so."""
    missing = case.facts.management.missing_systems
    paths = tuple(f"management.missing_systems[{index}]" for index in range(len(missing)))
    paths = paths or lacks(case, _RULES, among=("management.", "problems[", "other["))
    if paths:
        yield Deviation("missing_system", Signal.MISSING_SYSTEM, paths)


def _weak_supervision(case: Case) -> tuple[str, ...]:
    return lacks(case, _SUPERVISION)


def _missing_evidence(case: Case) -> tuple[str, ...]:
    return lacks(case, _PAPERS)


def _idle_assets(case: Case) -> tuple[str, ...]:
    idle = says(
        case,
        r"闲置|空置|积压|(?:还|仍|一直|至今)?(?:堆|放|存)(?:放)?在[^，。]{0,6}(?:仓库|库房)|在(?:仓库|库房)[^，。]{0,8}(?:没有?|未)|"
        r"(?:没有?|未)(?:拆封|开封|开机|启用|投入使用|安装使用|派上用场)|无人使用|没人[使会]?用|没(?:有)?(?:怎么)?(?:开过机|用过|使用过|启用过)|(?:搁|躺|锁)在[^，。]{0,8}(?:柜|仓|库|角落)",
    )
    unbooked = says(
        case,
        rf"(?:没有?|未|尚未)[^，。]{{0,6}}(?:登记|计入|列入|转入|录入|录进|入)[^，。]{{0,3}}(?:固定资产|资产账|资产系统|资产管理系统|账)|"
        rf"(?:{_ASSETS})[^，。]{{0,8}}(?:没有?|未|尚未)[^，。]{{0,4}}移交|固定资产[^，。]{{0,6}}(?:没有?|未|尚未)[^，。]{{0,4}}(?:登记|入账|办理)",
    )
    return tuple(dict.fromkeys([*idle, *unbooked]))


def _no_upkeep(case: Case) -> tuple[str, ...]:
    whose = says(
        case, r"(?:谁|哪里|哪儿|由哪)[^，。]{0,6}(?:管|维护|出钱|出)[^，。]{0,6}(?:没有?|未)(?:定|明确|落实)"
    )
    return tuple(dict.fromkeys([*lacks(case, _UPKEEP), *whose]))


def _weak_application(case: Case) -> tuple[str, ...]:
    used = says(
        case,
        r"(?:暂|尚|还|并)?(?:未|没有?|不)[^，。]{0,6}(?:使用|应用|运用|挂钩|挂上|采用|参考|反馈|想好|打算|考虑)|暂无|备查|仅作存档|交差|放着",
        among=("application.use",),
    )
    told = says(
        case,
        r"自评[^，。]{0,8}(?:放着|了事|一放了之|束之高阁)|(?:没有?|未)[^，。]{0,6}(?:用来|用于|作为)[^，。]{0,4}(?:安排)?预算",
    ) or lacks(case, rf"(?:{_RESULTS})[^，。]{{0,6}}(?:应用|运用|挂钩|公开|反馈|使用)|与?预算安排挂钩")
    return tuple(dict.fromkeys([*used, *told]))


def _told(signal: Signal, find: Callable[[Case], tuple[str, ...]]) -> Detector:
    def detect(case: Case) -> Iterator[Deviation]:
        paths = find(case)
        if paths:
            yield Deviation(signal.value, signal, paths)

    return detect


DETECTORS: tuple[Detector, ...] = (
    _missing_system,
    _told(Signal.WEAK_SUPERVISION, _weak_supervision),
    _told(Signal.MISSING_EVIDENCE, _missing_evidence),
    _told(Signal.IDLE_ASSETS, _idle_assets),
    _told(Signal.NO_UPKEEP, _no_upkeep),
    _told(Signal.WEAK_APPLICATION, _weak_application),
)
