"""Whether a need asks for a manufactured good at all, or for services, a grant, a study or construction."""

from __future__ import annotations

from typing import Final

import numpy as np

from matcher.knowledge.federal_supply import group_of_title
from matcher.model import Need
from matcher.text import words

#: Probability under which a need is answered with "nothing to match here".
GOODS: Final = 0.3
#: Words read of a long text, and letters of a title.
_READ, _TITLE = 400, 120
#: Words from which a share of them says something.
_FEW: Final = 40
#: Words of the trade in services, grants, studies and works, in both languages.
_SERVICES: Final = frozenset(
    """
    service services study studies research grant grants program programs programme training course
    courses maintenance repair repairs install installation installing construction renovation renovate
    lease leasing rental rentals consulting consultant support survey surveys evaluation staffing
    physician physicians nursing nurse janitorial cleaning landscaping grounds laundry funding
    opportunity opportunities announcement fellowship award awards cooperative agreement software
    subscription license licenses licensing hotel lodging catering meals transportation inspection
    testing analysis assessment demolition paving roofing mowing removal disposal custodial education
    career development scholarship architect engineering design sources sought workshop conference
    meeting calibration overhaul refurbishment upgrade operation operations management advisory
    technical assistance investigation clinical trials trial mental health prevention intervention
    interventions community translation interpreting audit legal security guard guards towing servicio
    servicios estudio estudios investigacion beca becas capacitacion curso cursos mantenimiento
    reparacion instalacion construccion remodelacion consultoria asesoria arrendamiento renta limpieza
    vigilancia traduccion programa programas transporte hospedaje alimentacion auditoria evaluacion
    encuesta
    """.split()
)
#: Fitted by logistic regression (scikit-learn) on half of the labelled notices and on needs for goods:
#: federal supply group of goods, of services, tens of the best item's logit, likeness of the nearest term,
#: words of services in the title, tens of them in a hundred words of the text, and a constant.
_WEIGHTS: Final = np.array([2.05, -1.13, 2.33, 1.71, -1.67, -4.46, -1.73])


def likely_good(need: Need, best_logit: float, nearest_term: float) -> float:
    """The probability that a manufactured good is asked for.

    ``best_logit`` is how strongly the likeliest item of the catalogue is asked for, ``nearest_term`` how
    alike the nearest term of any class is to what the need says is wanted.
    """
    title = (need.title or need.text.partition("\n")[0])[:_TITLE]
    group = group_of_title(need.title or need.text)
    text = words(need.text)[:_READ]
    in_text = 100 * sum(word in _SERVICES for word in text) / max(len(text), _FEW)
    seen = (
        group is not None and group.kind == "product",
        group is not None and group.kind == "service",
        best_logit / 10,
        nearest_term,
        min(sum(word in _SERVICES for word in words(title)), 3),
        min(in_text, 15) / 10,
        1.0,
    )
    return float(1 / (1 + np.exp(-(_WEIGHTS @ np.array(seen, dtype=float)))))
