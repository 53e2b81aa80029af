from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest

from assistant.library.finding.lexical import tokens
from tests.library.chroma import server

REPORT = """# 青溪县水利局2023年东干渠清淤项目支出绩效自评报告

预算部门：青溪县水利局（公章）
填报人：陆明远
联系电话：0000-0000000
填报日期：2024年3月18日

一、项目支出基本情况

（一）资金安排情况。根据青溪县财政局《关于批复2023年部门预算的通知》（青财预〔2023〕7号），东干渠清淤项目年初预算186.5万元，4月12日全部到位。

（二）资金使用情况。截至2023年12月31日，累计支付171.58万元，其中支付云岭水利工程有限公司清淤款160万元，预算执行率92%。

（三）绩效目标情况

清淤渠道12.6公里，恢复灌溉面积8400亩，沿线柳塘镇、石桥铺镇群众满意度不低于90%。

二、绩效自评结果及分析

（一）总体情况

自评得分88.4分，等级为良。

（二）自评情况及分析

1.产出。清淤12.1公里，完成目标的96.03%，得18分。

2.效益。恢复灌溉面积8100亩，少300亩。

（三）偏差较大项目说明

柳塘镇段有0.5公里因征地没有谈妥，未能进场施工。

三、自评发现的问题及整改措施

（一）清淤长度没有完成。征地工作启动晚，施工单位退场。整改：由建设股在2024年5月底前完成剩余渠段。

（二）管护经费没有落实。乡镇与用水户对分摊比例意见不一。整改：由水利站在2024年6月底前签订协议。

四、其他需要说明的问题

本报告随部门决算在县政府网站公开，接受群众监督。
"""

OTHER = """# 白梅市第二医院2022年门诊自助机购置项目绩效自评报告

一、项目基本情况

白梅市第二医院门诊大厅挂号排队时间长，本项目购置自助挂号缴费机24台，由医院信息科负责安装。

二、存在的问题

自助机使用率偏低，老年患者不会操作，窗口仍然排队。

三、改进措施

导诊台增派2名护士，教会老年患者使用自助机。
"""


class FakeEmbedder:
    """Texts with common character pairs are near: enough to see vectors at work."""

    def __init__(self, name: str = "fake", size: int = 64) -> None:
        self.name = name
        self.size = size
        self.embedded: list[str] = []

    def queries(self, texts: list[str]) -> np.ndarray:
        return self._vectors(texts)

    def passages(self, texts: list[str]) -> np.ndarray:
        self.embedded.extend(texts)
        return self._vectors(texts)

    def _vectors(self, texts: Sequence[str]) -> np.ndarray:
        made = np.zeros((len(texts), self.size), dtype=np.float32)
        for row, text in enumerate(texts):
            for token in tokens(text) or [""]:
                made[row, crc32(token.encode()) % self.size] += 1
        return made / np.linalg.norm(made, axis=1, keepdims=True)


@pytest.fixture
def report() -> str:
    return REPORT.removeprefix("# ")


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "渠道.md").write_text(REPORT, encoding="utf-8")
    (folder / "医院.md").write_text(OTHER, encoding="utf-8")
    return folder


@pytest.fixture
def embedder() -> FakeEmbedder:
    return FakeEmbedder()


@pytest.fixture(scope="session")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Chroma server of this run; tests empty it before they use it."""
    with server(tmp_path_factory.mktemp("chroma")) as url:
        yield url
