"""TensorBoard's side of tensorboard.mjs: reads a log with its own reader, or writes one with its own writer.

    python tensorboard_side.py read FOLDER     prints what TensorBoard finds in the log
    python tensorboard_side.py write FOLDER    writes a log and prints what is in it
"""

import base64
import hashlib
import json
import math
import sys

import numpy as np
from tensorboard import context
from tensorboard.backend.event_processing import data_provider, plugin_event_multiplexer
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.compat.proto.event_pb2 import Event, SessionLog
from tensorboard.compat.proto.summary_pb2 import Summary, SummaryMetadata
from tensorboard.plugins.scalar import metadata as scalar_metadata
from tensorboard.plugins.text import metadata as text_metadata
from tensorboard.summary.writer.event_file_writer import EventFileWriter
from tensorboard.util import tensor_util


def number(value):
    """JSON has no NaN and no infinities."""
    value = float(value)
    return value if math.isfinite(value) else str(value)


def read(folder):
    sizes = {kind: 0 for kind in ("scalars", "tensors", "images", "histograms", "compressedHistograms", "audio")}
    reader = EventAccumulator(folder, size_guidance=sizes)
    reader.Reload()
    tags = reader.Tags()
    tensors = {}
    for tag in tags["tensors"]:
        arrays = [(e.step, tensor_util.make_ndarray(e.tensor_proto)) for e in reader.Tensors(tag)]
        tensors[tag] = [
            {"step": step, "dtype": str(a.dtype), "shape": list(a.shape), "data": [number(v) for v in a.reshape(-1)]}
            for step, a in arrays
        ]
    return {
        "scalars": {tag: [[e.step, number(e.value)] for e in reader.Scalars(tag)] for tag in tags["scalars"]},
        "tensors": tensors,
        "images": {
            tag: [
                {
                    "step": e.step,
                    "width": e.width,
                    "height": e.height,
                    "sha256": hashlib.sha256(e.encoded_image_string).hexdigest(),
                }
                for e in reader.Images(tag)
            ]
            for tag in tags["images"]
        },
        "shown": shown(folder),
    }


def shown(folder):
    """The tags that TensorBoard's page would show, by the plugin that shows them."""
    multiplexer = plugin_event_multiplexer.EventMultiplexer()
    multiplexer.AddRun(folder, "run")
    multiplexer.Reload()
    data = data_provider.MultiplexerDataProvider(multiplexer, folder)
    ctx = context.RequestContext()

    def tags(listed):
        return sorted(listed.get("run", {}))

    return {
        "scalars": tags(data.list_scalars(ctx, experiment_id="", plugin_name="scalars")),
        "images": tags(data.list_blob_sequences(ctx, experiment_id="", plugin_name="images")),
        "tensors": tags(data.list_tensors(ctx, experiment_id="", plugin_name="tensor")),
    }


def write(folder):
    writer = EventFileWriter(folder)
    scalars, tensors, images = {}, {}, {}

    def add(step, *values):
        writer.add_event(Event(step=step, wall_time=1_700_000_000 + step, summary=Summary(value=values)))

    of_scalars = scalar_metadata.create_summary_metadata("", "")
    for step in range(0, 50, 7):
        # The old form and the new one, side by side.
        value = float(np.float32(math.sin(step)))
        add(step, Summary.Value(tag="loss/generator", simple_value=value))
        scalars.setdefault("loss/generator", []).append([step, value])
        tensor = tensor_util.make_tensor_proto(np.float32(value))
        add(step, Summary.Value(tag="loss/discriminator", tensor=tensor, metadata=of_scalars if step == 0 else None))
        scalars.setdefault("loss/discriminator", []).append([step, value])
    for tag, value in (("odd/nan", math.nan), ("odd/infinite", -math.inf), ("odd/zero", 0.0)):
        add(5_000_000_000, Summary.Value(tag=tag, simple_value=value))
        scalars[tag] = [[5_000_000_000, number(value)]]

    metadata = SummaryMetadata(plugin_data=SummaryMetadata.PluginData(plugin_name="tensor"))
    arrays = (
        np.linspace(-1, 1, 14, dtype=np.float32).reshape(7, 2),
        np.arange(6, dtype=np.int64).reshape(1, 2, 3),
        np.array([[0.1]]),
        np.zeros((0, 2), np.float32),
        np.arange(4, dtype=np.float16),
    )
    for i, array in enumerate(arrays):
        tag = f"samples/{array.dtype}_{i}"
        add(3, Summary.Value(tag=tag, tensor=tensor_util.make_tensor_proto(array), metadata=metadata))
        tensors[tag] = [
            {"step": 3, "dtype": str(array.dtype), "shape": list(array.shape), "data": [number(v) for v in array.reshape(-1)]}
        ]
    notes = tensor_util.make_tensor_proto(np.array(["Größe ω".encode()], dtype=object))
    add(4, Summary.Value(tag="notes", tensor=notes, metadata=text_metadata.create_summary_metadata("", "")))

    # A grey PNG of one pixel.
    png = base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
    )
    add(9, Summary.Value(tag="mosaic", image=Summary.Image(height=1, width=1, colorspace=1, encoded_image_string=png)))
    images["mosaic"] = [{"step": 9, "width": 1, "height": 1, "sha256": hashlib.sha256(png).hexdigest()}]
    writer.close()

    resumed = EventFileWriter(folder, filename_suffix=".resumed")
    resumed.add_event(Event(step=21, session_log=SessionLog(status=SessionLog.START)))
    resumed.add_event(Event(step=21, summary=Summary(value=[Summary.Value(tag="loss/generator", simple_value=2.5)])))
    resumed.close()
    scalars["loss/generator"] = [[s, v] for s, v in scalars["loss/generator"] if s < 21] + [[21, 2.5]]
    # A restart concerns every tag.
    scalars["loss/discriminator"] = [[s, v] for s, v in scalars["loss/discriminator"] if s < 21]
    for tag in [tag for tag in scalars if tag.startswith("odd/")]:
        del scalars[tag]
    return {"scalars": scalars, "tensors": tensors, "images": images}


if __name__ == "__main__":
    command, folder = sys.argv[1:]
    print(json.dumps({"read": read, "write": write}[command](folder)))
