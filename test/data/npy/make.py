"""The .npy files of this folder. a.npy to e.npy hold the same 3 x 2 numbers."""

import numpy as np

numbers = np.array([[1.5, -2.0], [3.0, 4.25], [0.0, 100.0]])
np.save("a_float32.npy", numbers.astype("<f4"))
np.save("b_float64_fortran.npy", np.asfortranarray(numbers))
np.save("c_float32_big_endian.npy", numbers.astype(">f4"))
with open("d_version_2.npy", "wb") as file:
    np.lib.format.write_array(file, numbers, version=(2, 0))
with open("e_version_3.npy", "wb") as file:
    np.lib.format.write_array(file, numbers, version=(3, 0))
for kind in ("i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"):
    np.save(f"integers_{kind}.npy", np.array([[1, 2], [100, 4]], dtype=kind))
np.save("one_dimension.npy", np.array([1.0, 2.0, 3.0]))
np.save("three_dimensions.npy", np.zeros((2, 2, 2)))
np.save("nan.npy", np.array([[1.0, 2.0], [3.0, np.nan]]))
np.save("beyond_float32.npy", np.array([[1.0], [1e39]]))
np.save("empty.npy", np.zeros((0, 2)))
np.save("complex.npy", np.zeros((2, 2), dtype="c8"))
np.save("records.npy", np.zeros(2, dtype=[("x", "f4"), ("y", "f4")]))
np.save("objects.npy", np.array([[1, "a"]], dtype=object))
