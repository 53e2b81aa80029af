"""A full set of facts for tests: every field of the schema filled; all names, places and figures are invented."""

from __future__ import annotations

from typing import Any

from assistant.facts.load import facts_from_tree
from assistant.facts.model import ProjectFacts


def full_tree() -> dict[str, Any]:
    """A fresh tree for `facts_from_tree`; change it as you like. It holds text, int and lists, as a YAML file would."""
    return {
        "report": {
            "year": 2024,
            "unit": "岚桥县人民医院",
            "unit_short": "岚桥医院",
            "region": "岚桥县",
            "finance_authority": "岚桥县财政局",
            "department": "岚桥县卫生健康局",
            "filled_by": "邹禾",
            "phone": "0000-7654321",
            "filled_on": "2025-03-18",
        },
        "project": {
            "name": "岚桥县人民医院急诊楼改造项目",
            "type": "construction",
            "background": ["急诊楼使用二十余年，抢救室面积不足", "急救设备与门诊混用"],
            "basis": [
                {
                    "title": "关于下达2024年卫生健康专项资金的通知",
                    "number": "岚财社〔2024〕18号",
                    "issuer": "岚桥县财政局",
                    "date": "2024-01-22",
                }
            ],
            "content": ["改造抢救室8间", "更换急救设备46台"],
            "period": {
                "planned_start": "2024-02-20",
                "planned_end": "2024-08-31",
                "actual_start": "2024-03-11",
                "actual_end": "2024-10-31",
            },
            "beneficiaries": "全县急诊患者",
        },
        "funds": {
            "initial_budget": 640,
            "adjusted_budget": "612.5",
            "adjustment_reason": "设备中标价低于预算，按程序调减",
            "arrivals": [
                {"source": "provincial", "amount": 400, "date": "2024-03-05"},
                {"source": "county", "amount": "212.5", "date": "2024-06-14"},
            ],
            "payments": [
                {
                    "payee": "岚筑建设有限公司",
                    "amount": "331.07",
                    "purpose": "急诊楼改造",
                    "date": "2024-11-06",
                },
                {
                    "payee": "康仪医疗器械有限公司",
                    "amount": "218.663",
                    "purpose": "急救设备",
                    "date": "2024-12-09",
                },
            ],
            "as_of": "2024-12-31",
            "balance_handling": "结余资金已申请收回财政统筹",
        },
        "goals": {
            "overall": "改造急诊楼，缩短急诊患者等候时间，提升急救能力",
            "specific": [
                {"name": "改造抢救室", "quantity": 8, "unit": "间"},
                {"name": "更换急救设备", "quantity": 46, "unit": "台"},
            ],
        },
        "indicators": [
            _figures("n1", "产出指标", "数量指标", "改造抢救室数量", ">=", 8, "间", 8, 15, 15),
            {
                **_figures("n2", "产出指标", "数量指标", "更换急救设备数量", ">=", 46, "台", 43, 10, "9.3"),
                "deviation": "3台除颤仪到货后检测不合格，已退换",
                "measure": "督促供应商在4月底前补齐",
            },
            _figures("q1", "产出指标", "质量指标", "工程验收合格率", "=", 100, "%", 100, 10, 10),
            {
                **_figures("t1", "产出指标", "时效指标", "按期完工率", "=", 100, "%", 80, 10, 8),
                "deviation": "设计变更后重新报审",
            },
            _figures("c1", "产出指标", "成本指标", "项目总成本", "<=", "612.5", "万元", "549.733", 5, 5),
            _words("s1", "效益指标", "社会效益指标", "急救能力", "明显提升", "明显提升", 1, 20, 20),
            _words("s2", "效益指标", "可持续影响指标", "设备维护机制", "健全", "基本健全", "0.85", 10, "8.5"),
            _figures("m1", "满意度指标", "服务对象满意度指标", "患者满意度", ">=", 90, "%", "91.25", 10, 10),
        ],
        "execution_score": {"weight": 10, "score": "8.98"},
        "management": {
            "organisation": "院总务科牵头，急诊科和财务科配合",
            "systems": ["医院财务管理制度", "基本建设管理办法"],
            "missing_systems": ["急救设备管理办法"],
            "procurement": {
                "method": "公开招标",
                "agency": "岚桥县公共资源交易中心",
                "award_date": "2024-02-08",
                "contract_amount": "571.9",
            },
            "supervision": "衡准工程监理有限公司",
            "acceptance": {"date": "2024-11-20", "result": "合格"},
        },
        "evaluation": {
            "notice": {
                "title": "关于开展2024年度项目支出绩效自评的通知",
                "number": "岚财绩〔2025〕4号",
                "issuer": "岚桥县财政局",
                "date": "2025-02-17",
            },
            "team": {"size": 6, "leader": "分管副院长", "members": ["财务科", "总务科", "急诊科"]},
            "steps": ["收集资料", "现场核对", "逐项评分", "撰写报告"],
            "declared_score": "94.78",
            "grade": "优",
        },
        "satisfaction_survey": {
            "method": "现场发放问卷",
            "sample": 320,
            "returned": 304,
            "as_of": "2024-12-12",
        },
        "outcomes": [{"text": "急诊患者平均等候时间缩短", "value": "11.6", "unit": "分钟"}],
        "experience": ["改造期间分区施工，急诊不停诊"],
        "problems": [
            {
                "title": "工程进度滞后",
                "consequence": "急诊楼启用时间推迟",
                "cause": "设计变更后重新报审",
                "measures": ["设计阶段组织使用科室会审", "按周通报进度"],
                "owner": "总务科",
                "deadline": "2025年6月底前",
            }
        ],
        "suggestions": ["下年度安排急救设备维护经费"],
        "application": {"use": "自评结果作为下年度预算安排的依据", "disclosure": "自评报告在医院网站公开"},
        "other": ["改造期间的临时急诊室已恢复原用途"],
    }


def full_facts() -> ProjectFacts:
    """The facts of `full_tree`."""
    return facts_from_tree(full_tree())


def small_tree() -> dict[str, Any]:
    """Only what must be given."""
    return {"report": {"year": 2024, "unit": "岚桥县水务局"}, "project": {"name": "岚桥县泵站改造项目"}}


def _figures(id_, level1, level2, name, op, target, unit, actual, weight, score) -> dict[str, Any]:
    told = {"op": op, "target": target, "unit": unit, "actual": actual}
    return {
        "id": id_,
        "level1": level1,
        "level2": level2,
        "name": name,
        **told,
        "weight": weight,
        "score": score,
    }


def _words(id_, level1, level2, name, target, actual, rate, weight, score) -> dict[str, Any]:
    told = {"target_text": target, "actual_text": actual, "rate": rate}
    return {
        "id": id_,
        "level1": level1,
        "level2": level2,
        "name": name,
        **told,
        "weight": weight,
        "score": score,
    }
