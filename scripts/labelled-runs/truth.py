"""
What a run really did, by the data's known modes: states of snapshots and the label of the run, by the rules of the
labelled corpus. Nothing here looks at what the monitor says.
"""
import numpy as np


def auc(real, fake):
    """Area under the ROC curve of the discriminator's outputs."""
    both = np.concatenate([real, fake])
    if not np.isfinite(both).all():
        return 0.5
    order = np.sort(both)
    rank = (np.searchsorted(order, real, "left") + np.searchsorted(order, real, "right") + 1) / 2
    return (rank.sum() - len(real) * (len(real) + 1) / 2) / (len(real) * len(fake))


def spread_of(x):
    return np.sqrt(((x - x.mean(0)) ** 2).sum(1).mean())


def measure(x, data, real, separation, closeness):
    """`closeness`: None, or a function that says of which samples are copies of training data."""
    if not np.isfinite(x).all():
        return {"state": "not_finite", "auc": separation}
    spread, distance = spread_of(real), np.linalg.norm(x - real.mean(0), axis=1)
    of, on, near = data.place(np.clip(x, -1e6, 1e6))
    count = lambda which: np.bincount(of[which], minlength=data.modes)
    cells = np.sort(count(slice(None)))[::-1] / len(x)
    m = {
        "auc": separation,
        "on": on.mean(),
        "near": near.mean(),
        "ratios": count(near) / len(x) / data.shares,
        "covered": (count(on) / len(x) >= 0.1 * data.shares).sum(),
        "spread": spread_of(x) / spread,
        "distance": np.median(distance) / spread,
        "cells90": int((np.cumsum(cells) < 0.9 - 1e-9).sum() + 1),
        "dominant": int(count(slice(None)).argmax()),
        "copies": None if closeness is None else closeness(x).mean(),
        "mean": x.mean(0) / spread,
    }
    return {**m, "state": state_of(m, data.modes)}


def state_of(m, modes):
    if m["distance"] > 30 or m["spread"] > 30:
        return "exploded"
    few = m["cells90"] <= max(2, modes // 4)
    if m["spread"] < 0.15 or (few and (m["near"] >= 0.2 or m["spread"] < 0.5)):
        return "collapsed" if m["near"] >= 0.2 else "collapsed_off_data"
    if m["near"] < 0.2:
        return "off_data"
    if m["near"] >= 0.7 and (m["ratios"] < 0.05).any():
        return "dropping"
    sharp = m["near"] >= 0.8 and m["on"] >= 0.4 and m["covered"] >= 0.75 * modes
    whole = (m["ratios"] >= 0.25).all() and 0.75 < m["spread"] < 1.33
    return "healthy" if sharp and whole else "partial"


def label_of(steps, snapshots, scalars, objective, images):
    """Label, onset, labels that a sensible judge could give instead; None where the run is ambiguous."""
    tail = snapshots[-max(5, int(np.ceil(0.3 * len(snapshots)))):]
    state = lambda *names: lambda m: m["state"] in names
    collapsed, healthy = state("collapsed", "collapsed_off_data"), state("healthy")

    def consistently(test, among=tail):
        return sum(map(test, among)) >= 0.8 * len(among)

    def since(test):
        for i in range(1, len(snapshots)):
            if all(map(test, snapshots[i : i + 2])) and consistently(test, snapshots[i:]):
                return steps[i]
        return None

    broken = [step for values in scalars.values() for step, value in values if not np.isfinite(value)]
    broken += [step for step, m in zip(steps, snapshots) if m["state"] == "not_finite"]
    if broken:
        return "diverged", min(broken), []
    size = lambda values: np.median(np.abs([value for _, value in values]))
    grown = [tag for tag in ("loss/discriminator", "loss/generator") if len(scalars[tag]) > 30
             and size(scalars[tag][-len(scalars[tag]) // 5 :]) > 1000 * max(1e-9, size(scalars[tag][:10]))]
    if consistently(state("exploded")):
        return "diverged", since(state("exploded")), []
    if grown:
        begin = size(scalars[grown[0]][:10])
        onset = next((step for step, value in scalars[grown[0]] if abs(value) > 1000 * begin), steps[-1])
        return "diverged", onset, []
    gone = lambda m: m["near"] < 0.2
    loss, gradient = scalars["loss/discriminator"], [value for _, value in scalars["grad_norm/generator"]]
    late = size(loss[-max(5, int(0.3 * len(loss))) :])
    certain = "wasserstein" in objective or late <= 0.25 * max(abs(value) for _, value in loss[:3])
    now = np.median(gradient[-max(5, int(0.3 * len(gradient))) :])
    faded = now < 0.02 * np.quantile(gradient, 0.95) or now < 0.001
    apart = all(m["auc"] >= 0.99 for m in tail)
    was_spread = any(m["spread"] >= 0.5 for m in snapshots)
    is_collapsed = consistently(collapsed)
    if consistently(gone) and apart and not (was_spread and is_collapsed):
        if certain and (faded or all(m["auc"] >= 0.9995 for m in tail)):
            onset = since(lambda m: gone(m) and m["auc"] >= 0.99)
            return "no_overlap", onset, ["mode_collapse"] if is_collapsed else ["not_converged"]
        return "not_converged", None, ["no_overlap"] + (["mode_collapse", "mode_hopping"] if is_collapsed else [])
    if is_collapsed:
        moved = np.linalg.norm(tail[-1]["mean"] - snapshots[0]["mean"])
        if consistently(gone) and moved < 0.5 and not was_spread:
            return "not_converged", None, ["mode_collapse", "no_overlap"]
        changes = np.mean([a["dominant"] != b["dominant"] for a, b in zip(tail, tail[1:])])
        values = len({m["dominant"] for m in tail})
        seen = not images or sum(not gone(m) for m in tail) >= 3
        if changes >= 0.3 and values >= 3 and seen:
            return "mode_hopping", since(collapsed), ["mode_collapse"]
        return "mode_collapse", since(collapsed), ["mode_hopping"] if changes > 0.1 else []
    missing = np.all([m["ratios"] < 0.05 if "ratios" in m else False for m in tail], axis=0)
    drops = consistently(lambda m: m["state"] == "dropping" or collapsed(m)) and missing.any()
    if tail[0].get("copies") is not None and all((m.get("copies") or 0) >= 0.7 for m in tail):
        return "memorised", since(lambda m: (m.get("copies") or 0) >= 0.7), ["mode_dropping"] if missing.any() else []
    if drops:
        onset = since(lambda m: (m["state"] == "dropping" or collapsed(m)) and (m["ratios"] < 0.05)[missing].all())
        # It may have been collapsed for a while since, and then be called that.
        seen = sum(collapsed(m) for step, m in zip(steps, snapshots) if onset is not None and step >= onset)
        return "mode_dropping", onset, ["mode_collapse"] if seen >= 2 else []
    copied = max((m.get("copies") or 0) for m in tail)
    fine = lambda m: m["state"] in ("healthy", "partial")
    if sum(map(healthy, tail)) >= 0.6 * len(tail) and healthy(tail[-1]) and all(
        fine(m) and (m["ratios"] >= 0.1).all() for m in tail
    ):
        if copied > 0.3:
            return None
        first = len(snapshots) - 1
        while first > 0 and fine(snapshots[first - 1]):
            first -= 1
        onset = next(step for step, m in zip(steps[first:], snapshots[first:]) if healthy(m))
        return "healthy", onset, []
    if all(m["near"] < 0.7 for m in snapshots):
        also = ["mode_dropping"] if missing.any() else ["healthy"]
        return "not_converged", None, also
    return None
