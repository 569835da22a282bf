"""Writes fixtures/conditions.json, the expected numbers of test/math/{polygamma,moderation,sampleModel} and
test/analysis/{compositionShift,normalizationFactors,conditionExpression}.

Python 3.11, numpy 2.4.6, scipy 1.17.1, pandas 2.3.3, statsmodels 0.15.0, scikit-misc 0.5.3, inmoose 0.9.1 (a port of
limma 3.55), rnanorm 2.2.0, pydeseq2 0.5.4.
Run from the repository root: python scripts/reference/conditions.py

Linear models are statsmodels' WLS, moderation is limma's squeezeVar as ported by inmoose, TMM is rnanorm's. The trend of
the weights is scikit-misc's loess, where limma takes lowess.
"""

import json
import warnings

import numpy as np
import pandas as pd
import statsmodels.api as sm
from inmoose.limma.squeezeVar import squeezeVar
from pydeseq2.dds import DeseqDataSet
from pydeseq2.ds import DeseqStats
from rnanorm import TMM
from scipy import special, stats
from skmisc.loess import loess

warnings.filterwarnings("ignore")


def numbers(values):
    return [None if not np.isfinite(v) else float(v) for v in np.asarray(values, dtype=float).ravel()]


def moderate(variances, degrees):
    # inmoose returns arrays for degrees that differ and a scalar for degrees that do not
    eb = squeezeVar(np.asarray(variances), np.asarray(degrees, dtype=float))
    prior = eb["df_prior"] if isinstance(eb, dict) else eb.df_prior
    s2 = eb["var_prior"] if isinstance(eb, dict) else eb.var_prior
    post = eb["var_post"] if isinstance(eb, dict) else eb.var_post
    return float(np.ravel(prior)[0]), float(np.ravel(s2)[0]), np.asarray(post, dtype=float)


def fit_row(y, design, contrast, weights):
    """Least squares of the samples with a value; None where the contrast is none of what they tell, or nothing is left."""
    seen = np.isfinite(y)
    x = design[seen]
    if np.linalg.matrix_rank(np.vstack([x, contrast])) > np.linalg.matrix_rank(x):
        return None
    fit = sm.WLS(y[seen], x, weights=1 if weights is None else weights[seen]).fit()  # by the pseudo-inverse
    return fit if fit.df_resid > 0 else None


def at_rows(fits, values):
    whole = np.full(len(fits), np.nan)
    whole[[g for g, f in enumerate(fits) if f is not None]] = values
    return numbers(whole)


def group_tests(values, group, to=1, origin=0, weights=None, most=np.inf, covariates=None):
    """Moderated t tests of group `to` against `origin`, with the variance of all groups and at most `most` prior degrees,
    adjusted for covariates [samples, k]."""
    groups = np.max(group) + 1
    design = np.eye(groups)[group]
    if covariates is not None:
        design = np.hstack([design, covariates])
    contrast = np.zeros(design.shape[1])
    contrast[to], contrast[origin] = 1, -1
    every = [fit_row(y, design, contrast, None if weights is None else weights[g]) for g, y in enumerate(values)]
    fits = [f for f in every if f is not None]
    df = np.array([f.df_resid for f in fits])
    d0, s02, post = moderate([f.scale for f in fits], df)
    if d0 > most:
        d0, post = most, np.array([(most * s02 + f.df_resid * f.scale) / (most + f.df_resid) for f in fits])
    difference = np.array([contrast @ f.params for f in fits])
    unscaled = np.array([np.sqrt(contrast @ f.normalized_cov_params @ contrast) for f in fits])
    total = np.minimum(df + d0, df.sum())
    t = difference / (unscaled * np.sqrt(post))
    reach = stats.t.ppf(0.975, total) * unscaled * np.sqrt(post)
    return dict(differences=at_rows(every, difference), statistics=at_rows(every, t),
                pValues=at_rows(every, 2 * stats.t.sf(abs(t), total)),
                lower=at_rows(every, difference - reach), upper=at_rows(every, difference + reach),
                variances=at_rows(every, [f.scale for f in fits]),
                priorDegrees=None if np.isinf(d0) else d0, priorVariance=s02)


def moderation_case(name, variances, degrees):
    d0, s02, post = moderate(variances, degrees)
    return dict(name=name, variances=numbers(variances), degrees=numbers(degrees), priorDegrees=None if np.isinf(d0) else d0,
                priorVariance=s02, posterior=numbers(post))


def voom(counts, group, covariates=None):
    """Law et al. 2014 with TMM and loess: log2 counts per million [genes, samples] and their weights."""
    libraries = counts.sum(1) * TMM().fit(counts).get_norm_factors(counts)
    y = np.log2((counts + 0.5) / (libraries[:, None] + 1) * 1e6).T
    design = np.eye(2)[group]
    if covariates is not None:
        design = np.hstack([design, covariates])
    if len(y) < 30:
        return y, None
    fits = [sm.OLS(row, design).fit() for row in y]
    fitted = np.stack([f.fittedvalues for f in fits])
    sd = np.sqrt([f.scale for f in fits])
    x = y.mean(1) + np.mean(np.log2(libraries + 1)) - np.log2(1e6)
    model = loess(x, np.sqrt(sd), span=0.5, degree=2)
    model.fit()
    trend = model.outputs.fitted_values
    trend = np.maximum(trend, 0.1 * trend.mean())
    order = np.argsort(x, kind="stable")
    expected = fitted + np.log2(libraries + 1) - np.log2(1e6)
    return y, np.interp(expected, x[order], trend[order]) ** -4.0


def expression_case(rng, p, group, changed, library=1.0, covariates=None):
    samples = len(group)
    mean = np.exp(rng.normal(4, 1.2, p))
    fold = np.zeros(p)
    fold[:changed] = np.where(np.arange(changed) % 2 == 0, 1.2, -1.2)
    rate = mean * np.exp(fold * group[:, None]) * rng.lognormal(0, 0.25, (samples, p)) * rng.lognormal(0, library, (samples, 1))
    counts = rng.negative_binomial(20, 20 / (20 + rate)).astype(float)
    counts[:, -1] = 0
    libraries = counts.sum(1)
    smaller = min((group == 0).sum(), (group == 1).sum())
    kept = ((counts * np.median(libraries) / libraries[:, None] >= 10).sum(0) >= smaller) & (counts.sum(0) >= 15)
    y, weights = voom(counts[:, kept], group, covariates)
    return counts, kept, y, weights


def deseq(counts, kept, group):
    meta = pd.DataFrame(dict(condition=np.where(group == 1, "b", "a")), index=[f"s{s}" for s in range(len(group))])
    frame = pd.DataFrame(counts[:, kept].astype(int), index=meta.index, columns=[f"g{g}" for g in range(kept.sum())])
    dds = DeseqDataSet(counts=frame, metadata=meta, design="~condition", quiet=True)
    dds.deseq2()
    result = DeseqStats(dds, contrast=["condition", "b", "a"], quiet=True)
    result.summary()
    table = result.results_df
    return dict(logFoldChanges=numbers(table["log2FoldChange"]), statistics=numbers(table["stat"]), adjusted=numbers(table["padj"]))


rng = np.random.default_rng(0)
x = [1e-3, 0.05, 0.5, 1, 1.4616321449683623, 2, 3.7, 14.9, 15, 60, 1e4]
y = [1e-8, 1e-3, 0.1, 0.7, 1.6449340668482264, 5, 300, 1e8]

df = rng.integers(2, 7, 60).astype(float)
spread = stats.chi2.rvs(df, random_state=1) / df * stats.invgamma.rvs(2, scale=2, size=60, random_state=2)
chance = stats.chi2.rvs(6, size=200, random_state=3) / 6 * 0.4
group = np.array([0, 1, 0, 1, 2, 0, 1, 2])
values = rng.normal(size=(25, 8)) * np.sqrt(stats.invgamma.rvs(3, scale=2, size=25, random_state=4))[:, None]
weights = rng.gamma(3, size=values.shape)

composition = rng.multinomial(300, rng.dirichlet([6, 3, 2, 1, 4, 9, 2, 2, 5, 3], 8))  # [samples, types]
composition_group = np.array([0, 0, 0, 0, 1, 1, 1, 1])
logit = np.log((composition + 0.5) / (composition.sum(1, keepdims=True) - composition + 0.5)).T
shares = (composition / composition.sum(1, keepdims=True)).T
plain = stats.ttest_ind(shares[:, 4:], shares[:, :4], axis=1)
interval = plain.confidence_interval(0.95)

two = np.array([0, 1, 0, 1, 0, 1, 1])
few_counts, few_kept, few_y, few_weights = expression_case(rng, 28, two, 4)
many_counts, many_kept, many_y, many_weights = expression_case(rng, 160, two, 30)
assert few_weights is None and many_weights is not None


# Adjusted: four donors in both of two conditions and one more in one of them; an age beside three groups.
rng = np.random.default_rng(1)
paired = np.array([0, 1, 0, 1, 0, 1, 0, 1, 1])
donor = np.array([0, 0, 1, 1, 2, 2, 3, 3, 4])
donors = np.eye(5)[donor][:, 1:]
effects = rng.normal(scale=3, size=(30, 5))
spreads = np.sqrt(stats.invgamma.rvs(3, scale=2, size=30, random_state=5))[:, None]
paired_values = effects[:, donor] + rng.normal(size=(30, 9)) * spreads
paired_weights = rng.gamma(3, size=paired_values.shape)
holes = paired_values.copy()
holes[0, 0] = np.nan  # a sample of a pair
holes[1, [2, 3]] = np.nan  # a pair
holes[2, [0, 3, 4, 7]] = np.nan  # a sample of each pair: conditions cannot be told from donors
holes[3, [0, 1, 2, 5, 8]] = np.nan  # one pair is left, and nothing beside
age = np.array([61.0, 70, 55, 83, 66, 59, 72, 48])
age_values = values + 0.1 * age
paired_composition = rng.multinomial(300, rng.dirichlet([6, 3, 2, 1, 4, 9], 5)[donor])
paired_logit = np.log((paired_composition + 0.5) / (paired_composition.sum(1, keepdims=True) - paired_composition + 0.5)).T
paired_ratio = np.log2((paired_composition + 0.5) / (paired_composition.sum(1, keepdims=True) + 0.5)).T
paired_shares = (paired_composition / paired_composition.sum(1, keepdims=True)).T
share_fits = [fit_row(y, np.hstack([np.eye(2)[paired], donors]), np.array([-1, 1, 0, 0, 0, 0]), None) for y in paired_shares]
share_tests = [f.t_test([-1, 1, 0, 0, 0, 0]) for f in share_fits]
paired_counts, paired_kept, paired_y, paired_w = expression_case(rng, 120, paired, 20, covariates=donors)


def expression(counts, kept, y, w, group=two, covariates=None):
    return dict(counts=counts.astype(int).ravel().tolist(), genes=counts.shape[1], kept=np.flatnonzero(kept).tolist(), logs=numbers(y.mean(1)),
                factors=numbers(TMM().fit(counts[:, kept]).get_norm_factors(counts[:, kept])), tests=group_tests(y, group, weights=w, covariates=covariates))


json.dump(
    dict(
        polygamma=dict(x=x, digamma=numbers(special.digamma(x)), trigamma=numbers(special.polygamma(1, x)), y=y),
        student=[dict(p=p, degrees=d, t=float(stats.t.ppf(p, d))) for p in (0.025, 0.4, 0.5, 0.75, 0.975, 0.9999) for d in (1, 2.5, 6, 40, 1000)],
        moderation=[
            moderation_case("variances that differ, of unequal degrees", spread, df),
            moderation_case("variances that differ little more than by chance", chance, np.full(200, 6.0)),
            moderation_case("variances that differ less than by chance", np.linspace(0.9, 1.1, 40), np.full(40, 6.0)),
            moderation_case("some variances of 0", np.where(np.arange(60) % 10 == 0, 0, spread), np.full(60, 4.0)),
        ],
        groups=dict(values=values.ravel().tolist(), weights=weights.ravel().tolist(), group=group.tolist(),
                    equal=group_tests(values, group), weighted=group_tests(values, group, 2, 1, weights)),
        adjusted=dict(
            group=paired.tolist(), donor=donor.tolist(), values=numbers(paired_values), weights=numbers(paired_weights), holes=numbers(holes),
            equal=group_tests(paired_values, paired, covariates=donors),
            weighted=group_tests(paired_values, paired, weights=paired_weights, covariates=donors),
            missing=group_tests(holes, paired, covariates=donors),
            weightedMissing=group_tests(holes, paired, weights=paired_weights, covariates=donors),
            age=dict(age=age.tolist(), values=numbers(age_values), equal=group_tests(age_values, group, 2, 1, covariates=age[:, None]),
                     weighted=group_tests(age_values, group, weights=weights, covariates=age[:, None])),
            composition=dict(counts=paired_composition.ravel().tolist(), tests=group_tests(paired_logit, paired, most=6, covariates=donors),
                             ratios=group_tests(paired_ratio, paired, most=6, covariates=donors),
                             differences=numbers([np.ravel(t.effect)[0] for t in share_tests]),
                             intervals=numbers([t.conf_int(0.05) for t in share_tests])),
            expression=expression(paired_counts, paired_kept, paired_y, paired_w, paired, donors)),
        composition=dict(counts=composition.ravel().tolist(), tests=group_tests(logit, composition_group, most=10), shares=numbers(shares),
                         differences=numbers(shares[:, 4:].mean(1) - shares[:, :4].mean(1)), low=numbers(interval.low), high=numbers(interval.high)),
        expression=dict(group=two.tolist(), few=expression(few_counts, few_kept, few_y, few_weights),
                        many=expression(many_counts, many_kept, many_y, many_weights), deseq=deseq(many_counts, many_kept, two)),
    ),
    open("fixtures/conditions.json", "w"),
    separators=(",", ":"),
)
