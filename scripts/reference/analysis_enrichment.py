"""Writes fixtures/analysis-enrichment.json, the expected numbers of test/analysis/{enrichment,gsea}.

Python 3.11, numpy 2.4.6, pandas 2.3.3, scipy 1.17.1, gseapy 1.3.1. Gene sets are made up; no network.
Run from the repository root: python scripts/reference/analysis_enrichment.py
"""

import json

import gseapy as gp
import numpy as np
import pandas as pd

rng = np.random.default_rng(6)
universe = [f"GENE{k}" for k in range(600)]
sets = {}
for t in range(25):
    size = int(rng.integers(5, 90))
    # Some sets gather among the first genes, which the query and the ranking favour.
    pool = universe[:150] if t % 3 == 0 else universe
    sets[f"TERM {t:02d} (GO:{t:07d})"] = rng.choice(pool, size=min(size, len(pool)), replace=False).tolist()
query = rng.choice(universe[:150], 35, replace=False).tolist() + rng.choice(universe, 15).tolist() + ["ABSENT1", "ABSENT2"]
measured = rng.choice(universe, 420, replace=False).tolist() + ["ABSENT1", "OTHER7"]


def enrich(genes, background):
    table = gp.enrich(gene_list=genes, gene_sets=sets, background=background, outdir=None, no_plot=True).results
    rows = []
    for _, row in table.iterrows():
        rows.append(
            dict(
                term=row["Term"],
                overlap=row["Overlap"],
                pValue=row["P-value"],
                adjustedPValue=row["Adjusted P-value"],
                oddsRatio=row["Odds Ratio"],
                combinedScore=row["Combined Score"],
                genes=sorted(row["Genes"].split(";")),
            )
        )
    return rows


mouse = [g.capitalize() for g in query]
enrichment = [
    dict(name="all genes of the sets", query=query, background=None, rows=enrich(query, None)),
    dict(name="20000 genes", query=query, background=20000, rows=enrich(query, 20000)),
    dict(name="measured genes", query=query, background=measured, rows=enrich(query, measured)),
    dict(name="mouse symbols", query=mouse, background=None, rows=enrich(mouse, None)),
    dict(
        name="mouse symbols and measured genes",
        query=mouse,
        background=[g.capitalize() for g in measured],
        rows=enrich(mouse, [g.capitalize() for g in measured]),
    ),
]

scores = rng.normal(size=600) + np.where(np.arange(600) < 150, 0.7, 0)
gsea = []
for weight in [1.0, 0.0, 1.5]:
    result = gp.prerank(
        rnk=pd.Series(scores, index=universe), gene_sets=sets, min_size=8, max_size=80, permutation_num=5000,
        weight=weight, seed=7, outdir=None, no_plot=True, threads=1,
    )
    rows = []
    for _, row in result.res2d.iterrows():
        rows.append(
            dict(
                term=row["Term"],
                enrichmentScore=float(row["ES"]),
                normalizedScore=float(row["NES"]),
                pValue=float(row["NOM p-val"]),
                falseDiscoveryRate=float(row["FDR q-val"]),
                leadingEdge=row["Lead_genes"].split(";"),
            )
        )
    gsea.append(dict(weight=weight, rows=rows))

json.dump(
    dict(sets=sets, enrichment=enrichment, genes=universe, scores=scores.tolist(), gsea=gsea),
    open("fixtures/analysis-enrichment.json", "w"),
    separators=(",", ":"),
)
