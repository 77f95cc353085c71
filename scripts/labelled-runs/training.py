"""
Several GANs trained at once: every weight has a first axis for the run, so that small networks cost little more together
than one of them alone. Runs do not touch each other: each has its own data, noise, learning rates and penalty.
"""
import numpy as np
import torch
from torch.nn import functional as F

ACTIVATIONS = {"relu": F.relu, "leaky": lambda x: F.leaky_relu(x, 0.2), "tanh": torch.tanh, "silu": F.silu}


class Network:
    """
    Dense layers [runs, inputs, outputs]; with `norm`, batch normalisation behind all but the last; with `residual`, what
    goes into a layer is added to what comes out, where both are as wide.
    """

    def __init__(self, runs, sizes, act, norm=False, last=None, residual=False):
        self.act, self.norm, self.last, self.residual = ACTIVATIONS[act], norm, last, residual
        self.weights = []
        for a, b in zip(sizes, sizes[1:]):
            for shape in ((runs, a, b), (runs, 1, b)):
                self.weights.append(((torch.rand(shape) * 2 - 1) / a**0.5).requires_grad_(True))

    def __call__(self, x):
        pairs = list(zip(self.weights[::2], self.weights[1::2]))
        for i, (weight, bias) in enumerate(pairs):
            before = x
            x = torch.baddbmm(bias, x, weight)
            if i < len(pairs) - 1:
                if self.norm:
                    x = (x - x.mean(1, keepdim=True)) / (x.var(1, keepdim=True, unbiased=False) + 1e-5).sqrt()
                x = self.act(x)
                if self.residual and x.shape == before.shape:
                    x = x + before
        return self.last(x) if self.last else x


class Energy(Network):
    """An autoencoder's error, negated so that real data scores high (Zhao et al. 2016)."""

    def __init__(self, runs, d, width):
        super().__init__(runs, [d, width, max(1, d // 2), width, d], "leaky")

    def __call__(self, x):
        return -((super().__call__(x) - x) ** 2).mean(2, keepdim=True)


class Optimiser:
    """Adam, RMSProp, or descent with momentum, with a learning rate for each run."""

    def __init__(self, kind, weights, beta1):
        self.kind, self.weights, self.beta1, self.t = kind, weights, beta1, 0
        self.m = [torch.zeros_like(w) for w in weights]
        self.v = [torch.zeros_like(w) for w in weights]

    @torch.no_grad()
    def step(self, gradients, rates):
        self.t += 1
        gradients = list(gradients)
        if self.kind == "sgd":
            torch._foreach_mul_(self.m, self.beta1)
            torch._foreach_add_(self.m, gradients)
            update = self.m
        else:
            beta1, beta2 = (self.beta1, 0.99) if self.kind == "adam" else (0.0, 0.99)
            torch._foreach_lerp_(self.m, gradients, 1 - beta1)
            torch._foreach_mul_(self.v, beta2)
            torch._foreach_addcmul_(self.v, gradients, gradients, 1 - beta2)
            corrected = self.kind == "adam"
            below = torch._foreach_sqrt(torch._foreach_div(self.v, 1 - beta2**self.t if corrected else 1.0))
            torch._foreach_add_(below, 1e-8)
            update = torch._foreach_div(torch._foreach_div(self.m, 1 - beta1**self.t if corrected else 1.0), below)
        torch._foreach_sub_(self.weights, torch._foreach_mul(update, [rates] * len(self.weights)))


def d_loss(kind, real, fake, scale):
    """Discriminator's loss of each run, [runs]. Both arguments are [runs, batch, 1]."""
    mean = lambda x: x.mean((1, 2))
    if kind in ("non-saturating", "minimax", "boundary-seeking"):
        return (mean(F.softplus(-real)) + mean(F.softplus(fake))) * scale
    if kind == "naive-log":
        return -(mean(torch.log(torch.sigmoid(real))) + mean(torch.log(1 - torch.sigmoid(fake)))) * scale
    if kind == "least-squares":
        return (mean((real - 1) ** 2) + mean(fake**2)) * scale
    if kind == "centred-squares":
        return (mean((real - 1) ** 2) + mean((fake + 1) ** 2)) * scale
    if kind == "hinge":
        return mean(F.relu(1 - real)) + mean(F.relu(1 + fake))
    if kind == "relativistic":
        return mean(F.softplus(fake - real))
    if kind == "energy":
        return mean(-real) + mean(F.relu(1 + fake))
    return mean(fake) - mean(real)


def g_loss(kind, real, fake):
    """Generator's loss of each run, [runs]."""
    mean = lambda x: x.mean((1, 2))
    if kind == "non-saturating":
        return mean(F.softplus(-fake))
    if kind == "minimax":
        return -mean(F.softplus(fake))
    if kind == "naive-log":
        return mean(torch.log(1 - torch.sigmoid(fake)))
    if kind == "least-squares":
        return mean((fake - 1) ** 2)
    if kind in ("centred-squares", "boundary-seeking"):
        return mean(fake**2) / 2
    if kind == "relativistic":
        return mean(F.softplus(real - fake))
    return -mean(fake)


def norms(gradients):
    return torch.sqrt(sum((gradient**2).sum((1, 2)) for gradient in gradients)).tolist()


class Games:
    """The runs of one group. `settings` are what they have in common, `draws[i](n)` gives real data of run i."""

    def __init__(self, settings, dimensions, pictures, draws):
        self.c, self.draws, self.n = settings, draws, len(draws)
        self.g = Network(self.n, [settings["latent"], *settings["g"]["widths"], dimensions], settings["g"]["act"],
                         settings["g"]["norm"], torch.tanh if pictures else None, settings["g"].get("residual", False))
        self.d = (Energy(self.n, dimensions, 64) if settings["objective"] == "energy"
                  else Network(self.n, [dimensions * settings["pack"], *settings["d"]["widths"], 1], "leaky"))
        self.of_g, self.of_d = (Optimiser(settings["optimiser"], net.weights, settings["beta1"]) for net in (self.g, self.d))
        self.lr_g, self.lr_d, self.r1 = (torch.zeros(self.n, 1, 1) for _ in range(3))

    def real(self):
        batches = [draw(self.c["batch"]) for draw in self.draws]
        return torch.tensor(np.stack(batches), dtype=torch.float32)

    def fake(self):
        return self.g(torch.randn(self.n, self.c["batch"], self.c["latent"]))

    def to_real(self, fake):
        """Mean squared distance of generated to the closest real samples and the other way, of each run, [runs]."""
        apart = torch.cdist(fake, self.real()) ** 2
        return apart.min(2).values.mean(1) + apart.min(1).values.mean(1)

    def judge(self, x):
        pack = self.c["pack"]
        return self.d(x.reshape(self.n, x.shape[1] // pack, x.shape[2] * pack))

    def turn_of_d(self, watched):
        """:returns: loss, gradient norm, mean scores of real and generated samples of each run, where watched"""
        c = self.c
        real = self.real()
        with torch.no_grad():
            fake = self.fake()
        penalised = bool((self.r1 > 0).any())
        real.requires_grad_(penalised)
        on_real, on_fake = self.judge(real), self.judge(fake)
        loss = d_loss(c["objective"].removesuffix("-gp"), on_real, on_fake, c["loss_scale"])
        if c["objective"].endswith("-gp"):
            at = torch.rand(self.n, c["batch"], 1)
            between = (at * real.detach() + (1 - at) * fake).requires_grad_(True)
            (slope,) = torch.autograd.grad(self.judge(between).sum(), between, create_graph=True)
            loss = loss + ((slope.norm(dim=2) - 1) ** 2).mean(1)
        elif penalised:
            (slope,) = torch.autograd.grad(on_real.sum(), real, create_graph=True)
            loss = loss + self.r1[:, 0, 0] / 2 * (slope**2).sum(2).mean(1)
        gradients = torch.autograd.grad(loss.sum(), self.d.weights)
        self.of_d.step(gradients, self.lr_d)
        if c["clip"]:
            with torch.no_grad():
                torch._foreach_clamp_max_(self.d.weights, c["clip"])
                torch._foreach_clamp_min_(self.d.weights, -c["clip"])
        if watched:
            return loss.tolist(), norms(gradients), on_real.mean((1, 2)).tolist(), on_fake.mean((1, 2)).tolist()
        return None

    def turn_of_g(self, watched):
        """:returns: loss and gradient norm of each run, where watched"""
        c = self.c
        on_real = self.judge(self.real()).detach() if c["objective"] == "relativistic" else None
        fake = self.fake()
        loss = g_loss(c["objective"].removesuffix("-gp"), on_real, self.judge(fake))
        if c["pull"]:
            loss = loss + c["pull"] * self.to_real(fake)
        gradients = torch.autograd.grad(loss.sum(), self.g.weights)
        self.of_g.step(gradients, self.lr_g)
        return (loss.tolist(), norms(gradients)) if watched else None

    @torch.no_grad()
    def samples(self, n, generator):
        """Of all runs, [runs, n, dimensions]. Watching changes nothing: the latents come from elsewhere."""
        return self.g(torch.randn(self.n, n, self.c["latent"], generator=generator)).numpy().astype(np.float64)

    @torch.no_grad()
    def scores(self, x):
        """Discriminators' outputs for [runs, n, dimensions], [runs, n / pack]."""
        pack = self.c["pack"]
        return self.judge(torch.tensor(x[:, : x.shape[1] // pack * pack], dtype=torch.float32))[:, :, 0].numpy()
