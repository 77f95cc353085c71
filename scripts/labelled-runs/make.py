"""
Makes labelled runs in PyTorch, in the form of the labelled corpus, to judge the monitor by:

    python scripts/labelled-runs/make.py OUT [--groups N] [--first SEED] [--other]
    npm run collapsebench -- OUT

Needs torch, scikit-learn and tensorboard. The truth rests on samples that the log does not hold, by the data's known
modes. Ambiguous runs are left out. Goes on where it was interrupted. --other makes runs that differ in kind from the usual
ones: other data, networks, objectives, cadences, restarts.
"""
import argparse
import json
import shutil
import time
from pathlib import Path

import numpy as np
import torch
from sklearn.neighbors import NearestNeighbors
from torch.utils.tensorboard import SummaryWriter

import recipes
import truth
from training import Games

TAGS = ("loss/discriminator", "grad_norm/discriminator", "score/real", "score/fake", "loss/generator", "grad_norm/generator")
HIDDEN = {False: 2000, True: 800}
COMPARED = 1000


class Run:
    """One run of a group: its data, its log, and what is known of it."""

    def __init__(self, folder, seed, settings, data):
        self.c, self.data, self.rng = dict(settings), data, np.random.default_rng(seed)
        self.pictures = len(data.shape) > 1
        self.reference = data.sample(2000, self.rng)
        # Networks see data of about unit size, as people normalise it.
        self.scale = 1.0 if self.pictures else max(1e-3, float(np.abs(self.reference).mean()))
        self.changes = dict((at, changed) for at, changed in settings["changes"])
        self.folder, self.log = folder, SummaryWriter(folder)
        self.scalars = {tag: [] for tag in TAGS}
        self.steps, self.snapshots = [], []
        self.train = self.closeness = None
        if settings["train"] is not None:
            self.train, holdout = data.sample(settings["train"], self.rng), data.sample(500, self.rng)
            index = NearestNeighbors(n_neighbors=1).fit(self.train)
            close = np.quantile(index.kneighbors(data.sample(3000, self.rng))[0], 0.05)
            self.closeness = lambda x: index.kneighbors(x)[0][:, 0] < close
            self.holdout = holdout
        self.log_real(0)

    def log_real(self, step):
        if self.train is not None:
            self.tensor("samples/holdout", self.holdout, step)
        if self.pictures and self.train is None:
            self.tensor("samples/real", self.data.images[self.rng.permutation(len(self.data.images))[:512]], step)
        else:
            self.tensor("samples/real", self.reference if self.train is None else self.train, step)

    def restart(self, step):
        """As a script that was started again from a checkpoint: another file, the real samples once more."""
        self.log.close()
        self.log = SummaryWriter(self.folder, purge_step=step, filename_suffix=".restarted")
        self.log_real(step)

    def tensor(self, tag, x, step):
        self.log.add_tensor(tag, torch.tensor(x.reshape(-1, *self.data.shape), dtype=torch.float32), step)

    def draw(self, n):
        x = self.data.sample(n, self.rng, self.c["only"]) if self.train is None else self.train[self.rng.integers(0, len(self.train), n)]
        return x / self.scale

    def watch(self, step, x, separation):
        shown = self.c["shown"]
        self.tensor("samples/generated", x[:shown], step)
        self.steps.append(step)
        self.snapshots.append(truth.measure(x[shown : shown + HIDDEN[self.pictures]], self.data, self.reference, separation, self.closeness))

    def answer(self):
        self.log.close()
        known = truth.label_of(self.steps, self.snapshots, self.scalars, self.c["objective"], self.pictures)
        if known is None:
            return None
        timeline = []
        for step, m in zip(self.steps, self.snapshots):
            if timeline and timeline[-1]["state"] == m["state"]:
                timeline[-1]["to"] = step
            else:
                timeline.append({"state": m["state"], "from": step, "to": step})
        label, onset, also = known
        return {"label": label, "onset_step": onset, "also_acceptable": also, "last_step": self.steps[-1],
                "sample_every": self.c["sample_every"], "timeline": timeline}


def make(out, seed, members):
    """Trains a group; the truth about each of its runs, None where that is ambiguous."""
    torch.manual_seed(seed)
    watch = torch.Generator().manual_seed(seed + 1)
    runs = [Run(out / name, 1000 * seed + i, settings, data) for i, (name, settings, data) in enumerate(members)]
    common = dict(members[0][1])
    games = Games(common, int(np.prod(members[0][2].shape)), runs[0].pictures, [run.draw for run in runs])
    for step in range(common["steps"] + 1):
        for i, run in enumerate(runs):
            if step == 0 or step in run.changes:
                run.c.update(run.changes.get(step, {}))
                games.lr_g[i], games.lr_d[i], games.r1[i] = run.c["lr_g"], run.c["lr_d"], run.c["r1"]
                common["g_steps"] = run.c["g_steps"]
            if step == run.c["restart"]:
                run.restart(step)
        if step > 0:
            logged = [run for run in runs if step == 1 or step % run.c["log_every"] == 0]
            for _ in range(common["d_steps"]):
                seen = games.turn_of_d(logged)
            for _ in range(common["g_steps"]):
                seen_of_g = games.turn_of_g(logged)
            for run in logged:
                i = runs.index(run)
                for tag, values in zip(TAGS, (*seen, *seen_of_g)):
                    run.scalars[tag].append((step, values[i]))
                    run.log.add_scalar(tag, values[i], step)
        due = [i for i, run in enumerate(runs) if step % run.c["sample_every"] == 0]
        if due:
            x = games.samples(HIDDEN[runs[0].pictures] + 1000, watch)
            real = np.stack([run.reference[:COMPARED] / run.scale for run in runs])
            on_real, on_fake = games.scores(real), games.scores(x[:, -COMPARED:])
            for i in due:
                runs[i].watch(step, x[i] * runs[i].scale, float(truth.auc(on_real[i], on_fake[i])))
    return [run.answer() for run in runs]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--groups", type=int, default=70)
    arguments.add_argument("--first", type=int, default=1)
    arguments.add_argument("--other", action="store_true")
    a = arguments.parse_args()
    torch.set_num_threads(1)
    a.out.mkdir(parents=True, exist_ok=True)
    files = a.out / "index.json", a.out / "done.json"
    index, done = (json.loads(file.read_text()) if file.exists() else {} for file in files)
    for seed in range(a.first, a.first + a.groups):
        members = (recipes.other_group if a.other else recipes.group)(seed)
        if members[0][0] in done:
            continue
        begun = time.process_time()
        for name, _, _ in members:
            shutil.rmtree(a.out / name, ignore_errors=True)
        for (name, _, _), answer in zip(members, make(a.out, seed, members)):
            if answer is None:
                shutil.rmtree(a.out / name, ignore_errors=True)
            else:
                index[name] = answer
            done[name] = "ambiguous" if answer is None else answer["label"]
            print(f"{name}: {done[name]}", flush=True)
        for file, content in zip(files, (index, done)):
            file.write_text(json.dumps(content, indent=1))
        print(f"  {time.process_time() - begun:.1f} s", flush=True)


main()
