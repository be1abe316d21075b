"""Calls of losses as people write them in other frameworks: mistakes and controls.

Each case: name, framework, cause of the mistake (None where the call is right, "?" where it cannot be told from the numbers), the
script, which leaves what the call gives in `loss`.
"""

TF = "import numpy as np\nimport tensorflow as tf\n"
KERAS = "import numpy as np\nimport keras\n"
JAX = "import numpy as np\nimport jax\nimport jax.numpy as jnp\nimport optax\n"
SK = "import numpy as np\nfrom sklearn.metrics import log_loss\n"

TORCH = 'import os\nos.environ["KERAS_BACKEND"] = "torch"\n' + KERAS
ON_JAX = 'import os\nos.environ["KERAS_BACKEND"] = "jax"\n' + KERAS

CASES = []


def case(name, framework, cause, prelude, body):
    CASES.append({"name": name, "framework": framework, "cause": cause, "code": prelude + body.strip() + "\n"})


# Keras: probabilities or logits
case("sparse probabilities", "keras", None, TF, """
y_true = tf.constant([2, 1])
probs = tf.constant([[0.1, 0.2, 0.7], [0.05, 0.9, 0.05]])
loss = tf.keras.losses.SparseCategoricalCrossentropy()(y_true, probs)
""")
case("sparse logits without from_logits", "keras", "logits-as-probabilities", TF, """
y_true = tf.constant([2, 1])
logits = tf.constant([[2.1, -1.3, 0.4], [0.2, 1.7, -0.6]])
loss = tf.keras.losses.sparse_categorical_crossentropy(y_true, logits)
""")
case("sparse logits with from_logits", "keras", None, TF, """
y_true = tf.constant([2, 1])
logits = tf.constant([[2.1, -1.3, 0.4], [0.2, 1.7, -0.6]])
loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)(y_true, logits)
""")
case("softmax and from_logits", "keras", "double-softmax", TF, """
y_true = tf.constant([2, 1])
logits = tf.constant([[2.1, -1.3, 0.4], [0.2, 1.7, -0.6]])
probs = tf.nn.softmax(logits)
scce = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
loss = scce(y_true, probs)
""")
case("softmax and no from_logits", "keras", None, TF, """
y_true = tf.constant([2, 1])
logits = tf.constant([[2.1, -1.3, 0.4], [0.2, 1.7, -0.6]])
loss = tf.keras.losses.SparseCategoricalCrossentropy()(y_true, tf.nn.softmax(logits))
""")
case("probabilities as numbers with from_logits", "keras", "double-softmax", KERAS, """
y_true = np.array([0, 2, 1])
y_prob = np.array([[0.7, 0.2, 0.1], [0.1, 0.1, 0.8], [0.25, 0.5, 0.25]])
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)(y_true, y_prob)
""")
case("categorical one-hot", "keras", None, KERAS, """
y_true = np.array([[0, 1, 0], [0, 0, 1]])
y_pred = np.array([[0.05, 0.95, 0], [0.1, 0.8, 0.1]])
loss = keras.losses.CategoricalCrossentropy()(y_true, y_pred)
""")
case("categorical per sample", "keras", None, KERAS, """
y_true = [[0., 1., 0.], [0., 0., 1.]]
y_pred = [[0.05, 0.95, 0.], [0.1, 0.8, 0.1]]
loss = keras.losses.categorical_crossentropy(y_true, y_pred)
""")
case("categorical logits without from_logits", "keras", "logits-as-probabilities", KERAS, """
y_true = np.array([[0, 1, 0], [0, 0, 1]])
logits = np.array([[0.3, 2.2, -1.0], [1.5, 0.2, 0.9]])
loss = keras.losses.CategoricalCrossentropy()(y_true, logits)
""")
case("categorical label smoothing", "keras", None, KERAS, """
y_true = np.eye(3)[[2, 1]]
y_pred = np.array([[0.1, 0.1, 0.8], [0.2, 0.7, 0.1]])
loss = keras.losses.CategoricalCrossentropy(label_smoothing=0.1)(y_true, y_pred)
""")
case("categorical of class indices", "keras", "shape", KERAS, """
y_true = np.array([2, 1])
y_pred = np.array([[0.1, 0.1, 0.8], [0.2, 0.7, 0.1]])
loss = keras.losses.CategoricalCrossentropy()(y_true, y_pred)
""")
case("sparse of one-hot rows", "keras", "shape", KERAS, """
y_true = np.array([[0, 0, 1], [0, 1, 0]])
y_pred = np.array([[0.1, 0.1, 0.8], [0.2, 0.7, 0.1]])
loss = keras.losses.SparseCategoricalCrossentropy()(y_true, y_pred)
""")
case("categorical of several labels", "keras", "target-not-normalised", KERAS, """
y_true = np.array([[1, 0, 1], [0, 1, 1]])
y_pred = np.array([[0.3, 0.2, 0.5], [0.1, 0.6, 0.3]])
loss = keras.losses.CategoricalCrossentropy()(y_true, y_pred)
""")
case("arguments as torch takes them", "keras", "swapped-arguments", KERAS, """
y_true = np.array([[0, 0, 1], [0, 1, 0]])
y_pred = np.array([[0.1, 0.1, 0.8], [0.2, 0.7, 0.1]])
loss = keras.losses.CategoricalCrossentropy()(y_pred, y_true)
""")
case("binary arguments as torch takes them", "keras", "swapped-arguments", TF, """
labels = np.array([0., 1., 1.], dtype=np.float32)
probs = np.array([0.2, 0.7, 0.9], dtype=np.float32)
bce = tf.keras.losses.BinaryCrossentropy()
loss = bce(probs, labels)
""")
case("arguments by name in torch's order", "keras", None, TF, """
labels = np.array([0., 1., 1.], dtype=np.float32)
probs = np.array([0.2, 0.7, 0.9], dtype=np.float32)
bce = tf.keras.losses.BinaryCrossentropy()
loss = bce(y_pred=probs, y_true=labels)
""")
case("binary probabilities", "keras", None, TF, """
y_true = [0, 1, 0, 0]
y_pred = [0.1, 0.9, 0.2, 0.3]
loss = tf.keras.losses.BinaryCrossentropy()(y_true, y_pred)
""")
case("binary logits without from_logits", "keras", "logits-in-bce", TF, """
y_true = np.array([[0., 1.], [0., 0.]])
y_pred = np.array([[-18.6, 0.51], [2.94, -12.8]])
loss = tf.keras.losses.BinaryCrossentropy()(y_true, y_pred)
""")
case("binary logits with from_logits", "keras", None, TF, """
y_true = np.array([[0., 1.], [0., 0.]])
y_pred = np.array([[-18.6, 0.51], [2.94, -12.8]])
loss = tf.keras.losses.BinaryCrossentropy(from_logits=True)(y_true, y_pred)
""")
case("sigmoid and from_logits", "keras", "double-sigmoid", KERAS, """
y_true = np.array([0., 1., 1.])
scores = np.array([-1.5, 0.3, 2.0])
probs = keras.activations.sigmoid(keras.ops.convert_to_tensor(scores))
loss = keras.losses.BinaryCrossentropy(from_logits=True)(y_true, probs)
""")
case("binary rows, no reduction", "keras", None, TF, """
a = np.array([[.2, .7], [.9, .1]])
b = np.array([[.31, .62], [.84, .2]])
loss = tf.keras.losses.BinaryCrossentropy(reduction="none")(a, b)
""")
case("binary saturated in float32", "keras", "other-framework", TF, """
y_true = np.array([0., 1., 0., 1.], dtype=np.float32)
y_pred = np.array([1., 0.9, 0.2, 0.62], dtype=np.float32)
loss = tf.keras.losses.binary_crossentropy(y_true, y_pred)
""")
case("binary close to one in float32", "keras", None, TF, """
y_true = np.array([1., 1., 0., 1.], dtype=np.float32)
y_pred = np.array([0.9999999, 0.9999999, 0.0000001, 0.62], dtype=np.float32)
loss = tf.keras.losses.binary_crossentropy(y_true, y_pred)
""")
case("binary in float64", "keras", None, TF, """
y_true = np.array([0., 1., 0., 1.])
y_pred = np.array([0.3, 0.99, 0.01, 0.62])
loss = tf.keras.losses.binary_crossentropy(y_true, y_pred)
""")
case("binary smoothing", "keras", None, TF, """
y_true = np.array([0., 1., 0., 1.])
y_pred = np.array([0.3, 0.99, 0.01, 0.62])
loss = tf.keras.losses.BinaryCrossentropy(label_smoothing=0.2)(y_true, y_pred)
""")
case("binary column against a list", "keras", None, TF, """
y_true = np.array([0., 1., 1.])
y_pred = np.array([[0.2], [0.7], [0.9]])
loss = tf.keras.losses.BinaryCrossentropy()(y_true, y_pred)
""")
case("binary function, column against a list", "keras", "shape", TF, """
y_true = np.array([0., 1., 1.])
y_pred = np.array([[0.2], [0.7], [0.9]])
loss = tf.keras.losses.binary_crossentropy(y_true, y_pred)
""")
case("binary signs", "keras", "signs-as-labels", TF, """
y_true = np.array([-1., 1., 1.])
y_pred = np.array([0.2, 0.7, 0.9])
loss = tf.keras.losses.BinaryCrossentropy()(y_true, y_pred)
""")
case("sparse labels from one", "keras", "one-based-labels", TF, """
y_true = tf.constant([3, 1, 2])
logits = tf.constant([[2.1, -1.3, 3.4], [1.2, 0.7, -0.6], [0.1, 0.9, 0.3]])
loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)(y_true, logits)
""")
case("sparse padding", "keras", "out-of-range", TF, """
y_true = tf.constant([2, -1])
logits = tf.constant([[2.1, -1.3, 3.4], [1.2, 0.7, -0.6]])
loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)(y_true, logits)
""")
case("sparse padding ignored", "keras", None, TF, """
y_true = tf.constant([2, -1, 0])
logits = tf.constant([[2.1, -1.3, 3.4], [1.2, 0.7, -0.6], [0.3, 0.2, 0.1]])
loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=-1)(y_true, logits)
""")
case("sparse weights", "keras", None, KERAS, """
y_true = np.array([2, 1])
probs = np.array([[0.1, 0.1, 0.8], [0.2, 0.7, 0.1]])
loss = keras.losses.SparseCategoricalCrossentropy()(y_true, probs, sample_weight=np.array([2., 1.]))
""")
case("sparse sum", "keras", None, KERAS, """
y_true = np.array([2, 1])
probs = np.array([[0.1, 0.1, 0.8], [0.2, 0.7, 0.1]])
loss = keras.losses.SparseCategoricalCrossentropy(reduction="sum")(y_true, probs)
""")
case("sparse of one output", "keras", "one-class", KERAS, """
y_true = np.array([0, 0])
probs = np.array([[0.4], [0.9]])
loss = keras.losses.SparseCategoricalCrossentropy()(y_true, probs)
""")
case("sparse per step", "keras", None, TF, """
y_true = tf.constant([[1, 0], [2, 2]])
logits = tf.constant([[[0.1, 2.0, 0.3], [1.1, -0.2, 0.4]], [[0.0, 0.5, 1.5], [-0.3, 0.2, 2.2]]])
loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)(y_true, logits)
""")
case("softmax along the samples", "keras", "softmax-axis", TF, """
y_true = tf.constant([2, 1])
logits = tf.constant([[2.1, -1.3, 0.4], [0.2, 1.7, -0.6]])
loss = tf.keras.losses.SparseCategoricalCrossentropy()(y_true, tf.nn.softmax(logits, axis=0))
""")
case("squared error", "keras", None, KERAS, """
y_true = np.array([[0., 1.], [0., 0.]])
y_pred = np.array([[1., 1.], [1., 0.5]])
loss = keras.losses.MeanSquaredError()(y_true, y_pred)
""")
case("squared error of a column and a list", "keras", None, KERAS, """
y_true = np.array([1., 2., 3.])
y_pred = np.array([[1.1], [2.5], [2.0]])
loss = keras.losses.MeanSquaredError()(y_true, y_pred)
""")
case("squared error spread over outputs", "keras", "broadcast", KERAS, """
y_true = np.array([[1.], [2.], [3.]])
y_pred = np.array([[1.1, 0.9], [2.5, 2.4], [2.0, 3.0]])
loss = keras.losses.MeanSquaredError()(y_true, y_pred)
""")
case("huber", "keras", None, KERAS, """
y_true = np.array([[0., 1.], [0., 0.]])
y_pred = np.array([[0.6, 0.4], [0.4, 2.6]])
loss = keras.losses.Huber(delta=0.5)(y_true, y_pred)
""")
case("absolute error", "keras", None, KERAS, """
y_true = np.array([[0., 1.], [0., 0.]])
y_pred = np.array([[0.6, 0.4], [0.4, 2.6]])
loss = keras.losses.mean_absolute_error(y_true, y_pred)
""")
case("divergence", "keras", None, KERAS, """
y_true = np.array([[0.2, 0.8], [0.5, 0.5]])
y_pred = np.array([[0.4, 0.6], [0.3, 0.7]])
loss = keras.losses.KLDivergence()(y_true, y_pred)
""")
case("divergence of logits", "keras", "logits-as-probabilities", KERAS, """
y_true = np.array([[0.2, 0.8], [0.5, 0.5]])
student = np.array([[1.4, -0.6], [0.3, 2.7]])
loss = keras.losses.KLDivergence()(y_true, student)
""")

# TensorFlow's own
case("tf softmax", "tensorflow", None, TF, """
labels = tf.constant([[0., 0., 1.], [0., 1., 0.]])
logits = tf.constant([[2.1, -1.3, 0.4], [0.2, 1.7, -0.6]])
loss = tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits)
""")
case("tf softmax of probabilities", "tensorflow", "double-softmax", TF, """
labels = tf.constant([[0., 0., 1.], [0., 1., 0.]])
logits = tf.constant([[2.1, -1.3, 0.4], [0.2, 1.7, -0.6]])
loss = tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=tf.nn.softmax(logits))
""")
case("tf softmax of one-hot", "tensorflow", None, TF, """
logits = tf.constant([[2.1, -1.3, 0.4], [0.2, 1.7, -0.6]])
labels = tf.one_hot([2, 1], 3)
loss = tf.nn.softmax_cross_entropy_with_logits(labels, logits)
""")
case("tf arguments as torch takes them", "tensorflow", "swapped-arguments", TF, """
labels = tf.constant([[0., 0., 1.], [0., 1., 0.]])
logits = tf.constant([[2.1, -1.3, 0.4], [0.2, 1.7, -0.6]])
loss = tf.nn.softmax_cross_entropy_with_logits(logits, labels)
""")
case("tf sparse", "tensorflow", None, TF, """
logits = tf.constant([[2.1, -1.3, 0.4], [0.2, 1.7, -0.6]])
loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[2, 1], logits=logits)
""")
case("tf sigmoid", "tensorflow", None, TF, """
logits = tf.constant([[0.3], [2.0], [-1.2]])
labels = tf.constant([[0.], [1.], [0.]])
loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits)
""")
case("tf sigmoid of a column and a list", "tensorflow", "shape", TF, """
logits = tf.constant([[0.3], [2.0], [-1.2]])
labels = tf.constant([0., 1., 0.])
loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits)
""")
case("tf sigmoid of probabilities", "tensorflow", "double-sigmoid", TF, """
logits = tf.constant([0.3, 2.0, -1.2])
labels = tf.constant([0., 1., 0.])
loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=tf.sigmoid(logits))
""")
case("tf weighted", "tensorflow", None, TF, """
logits = tf.constant([0.3, 2.0, -1.2])
labels = tf.constant([0., 1., 1.])
loss = tf.nn.weighted_cross_entropy_with_logits(labels, logits, pos_weight=3.0)
""")

# optax
case("optax integer labels", "optax", None, JAX, """
logits = jnp.array([[2.1, -1.3, 0.4], [0.2, 1.7, -0.6], [0.1, 0.2, 0.3]])
labels = jnp.array([2, 1, 0])
loss = optax.softmax_cross_entropy_with_integer_labels(logits, labels)
""")
case("optax mean", "optax", None, JAX, """
logits = jnp.array([[2.1, -1.3, 0.4], [0.2, 1.7, -0.6]])
labels = jnp.array([2, 1])
loss = optax.losses.softmax_cross_entropy_with_integer_labels(logits=logits, labels=labels)
print(loss.mean())
""")
case("optax one-hot", "optax", None, JAX, """
logits = jnp.array([[2.1, -1.3, 0.4], [0.2, 1.7, -0.6]])
labels = jax.nn.one_hot(jnp.array([2, 1]), 3)
loss = optax.softmax_cross_entropy(logits, labels)
""")
case("optax softmax first", "optax", "double-softmax", JAX, """
logits = jnp.array([[2.1, -1.3, 0.4], [0.2, 1.7, -0.6]])
labels = jnp.array([2, 1])
loss = optax.softmax_cross_entropy_with_integer_labels(jax.nn.softmax(logits), labels)
""")
case("optax log_softmax first", "optax", "?", JAX, """
logits = jnp.array([[2.1, -1.3, 0.4], [0.2, 1.7, -0.6]])
labels = jnp.array([2, 1])
loss = optax.softmax_cross_entropy_with_integer_labels(jax.nn.log_softmax(logits), labels)
""")
case("optax indices spread over rows", "optax", "broadcast", JAX, """
logits = jnp.array([[2.1, -1.3, 0.4], [0.2, 1.7, -0.6], [0.1, 0.2, 0.3]])
labels = jnp.array([2, 1, 0])
loss = optax.softmax_cross_entropy(logits, labels)
""")
case("optax indices that do not fit", "optax", "shape", JAX, """
logits = jnp.array([[2.1, -1.3, 0.4], [0.2, 1.7, -0.6]])
labels = jnp.array([2, 1])
loss = optax.softmax_cross_entropy(logits, labels)
""")
case("optax label out of range", "optax", "out-of-range", JAX, """
logits = jnp.array([[2.1, -1.3, 0.4], [0.2, 1.7, -0.6]])
labels = jnp.array([5, 1])
loss = optax.softmax_cross_entropy_with_integer_labels(logits, labels)
""")
case("optax labels from one", "optax", "one-based-labels", JAX, """
logits = jnp.array([[2.1, -1.3, 3.4], [0.2, 1.7, -0.6]])
labels = jnp.array([3, 2])
loss = optax.softmax_cross_entropy_with_integer_labels(logits, labels)
""")
case("optax padding counts from the end", "optax", "out-of-range", JAX, """
logits = jnp.array([[2.1, -1.3, 0.4], [0.2, 1.7, -0.6]])
labels = jnp.array([2, -1])
loss = optax.softmax_cross_entropy_with_integer_labels(logits, labels)
""")
case("optax float labels", "optax", "dtype", JAX, """
logits = jnp.array([[2.1, -1.3, 0.4], [0.2, 1.7, -0.6]])
labels = jnp.array([2., 1.])
loss = optax.softmax_cross_entropy_with_integer_labels(logits, labels)
""")
case("optax where", "optax", None, JAX, """
logits = jnp.array([[2.1, -1.3, 0.4], [0.2, 1.7, -0.6], [0.1, 0.2, 0.3]])
labels = jax.nn.one_hot(jnp.array([2, 1, 0]), 3)
loss = optax.softmax_cross_entropy(logits, labels, where=jnp.array([True, False, True]))
""")
case("optax minus infinity", "optax", "?", JAX, """
logits = jnp.array([[1.0, -jnp.inf], [0.3, 0.4]])
labels = jnp.array([[1.0, 0.0], [0.0, 1.0]])
loss = optax.softmax_cross_entropy(logits, labels)
""")
case("optax safe of minus infinity", "optax", None, JAX, """
logits = jnp.array([[1.0, -jnp.inf], [0.3, 0.4]])
labels = jnp.array([[1.0, 0.0], [0.0, 1.0]])
loss = optax.safe_softmax_cross_entropy(logits, labels)
""")
case("optax arguments as Keras takes them", "optax", "swapped-arguments", JAX, """
logits = jnp.array([[2.1, -1.3, 0.4], [0.2, 1.7, -0.6]])
labels = jax.nn.one_hot(jnp.array([2, 1]), 3)
loss = optax.softmax_cross_entropy(labels, logits)
""")
case("optax sigmoid", "optax", None, JAX, """
logits = jnp.array([0.3, 2.0, -1.2])
labels = jnp.array([0, 1, 1])
loss = optax.sigmoid_binary_cross_entropy(logits, labels)
""")
case("optax sigmoid of a column and a list", "optax", "broadcast", JAX, """
logits = jnp.array([[0.3], [2.0], [-1.2]])
labels = jnp.array([0, 1, 1])
loss = optax.sigmoid_binary_cross_entropy(logits, labels)
""")
case("optax sigmoid of probabilities", "optax", "double-sigmoid", JAX, """
logits = jnp.array([0.3, 2.0, -1.2])
labels = jnp.array([0, 1, 1])
loss = optax.sigmoid_binary_cross_entropy(jax.nn.sigmoid(logits), labels)
""")
case("optax half squares", "optax", None, JAX, """
loss = optax.l2_loss(jnp.array([0.3, 2.0]), jnp.array([0.0, 1.0]))
""")
case("optax squares of other shapes", "optax", "shape", JAX, """
predictions = jnp.array([[0.3], [2.0]])
targets = jnp.array([0.0, 1.0])
loss = optax.squared_error(predictions, targets)
""")
case("optax huber", "optax", None, JAX, """
loss = optax.huber_loss(jnp.array([0.3, 2.0]), jnp.array([0.0, 1.0]), delta=0.5)
""")

# scikit-learn
case("log_loss of classes", "scikit-learn", None, SK, """
y_true = [2, 1, 0]
y_pred = [[0.1, 0.1, 0.8], [0.2, 0.7, 0.1], [0.6, 0.3, 0.1]]
loss = log_loss(y_true, y_pred)
""")
case("log_loss of a yes", "scikit-learn", None, SK, """
loss = log_loss([0, 1, 1], [0.2, 0.7, 0.9])
""")
case("log_loss of words", "scikit-learn", None, SK, """
loss = log_loss(["spam", "ham", "ham", "spam"], [[.1, .9], [.9, .1], [.8, .2], [.35, .65]])
""")
case("log_loss of hard probabilities", "scikit-learn", "other-framework", SK, """
import pandas as pd
sample = pd.DataFrame([[0.1, 0.9], [0, 1], [0.8, 0.2], [1, 0]], columns=['no', 'yes'])
loss = log_loss([1, 0, 0, 0], sample.values)
""")
case("log_loss clipped in float32", "scikit-learn", "other-framework", SK, """
probs = np.array([[0.2, 0.8], [0, 1]], dtype=np.float32)
loss = log_loss([1, 0], probs)
""")
case("log_loss of loose rows", "scikit-learn", "rows-not-normalised", SK, """
loss = log_loss([1, 0], [[0.1, 0.8], [0.7, 0.2]])
""")
case("log_loss of logits", "scikit-learn", "logits-as-probabilities", SK, """
logits = np.array([[2., -1., 0.3], [1., 2., 3.], [0., 0., 1.]])
loss = log_loss([2, 1, 0], logits)
""")
case("log_loss of one label", "scikit-learn", "?", SK, """
loss = log_loss([1, 1], [0.9, 0.8])
""")
case("log_loss of one label, both named", "scikit-learn", None, SK, """
loss = log_loss([1, 1], [0.9, 0.8], labels=[0, 1])
""")
case("log_loss columns in another order", "scikit-learn", "swapped-columns", SK, """
classes = ["spam", "ham"]
y_true = ["spam", "ham", "ham"]
probs = [[0.9, 0.1], [0.2, 0.8], [0.3, 0.7]]
loss = log_loss(y_true, probs, labels=classes)
""")
case("log_loss arguments as torch takes them", "scikit-learn", "swapped-arguments", SK, """
y_true = np.array([0, 1, 1])
y_prob = np.array([0.2, 0.7, 0.9])
loss = log_loss(y_prob, y_true)
""")
case("log_loss one-hot", "scikit-learn", None, SK, """
y_true = np.array([[0, 0, 1], [0, 1, 0], [1, 0, 0]])
loss = log_loss(y_true, np.array([[0.1, 0.1, 0.8], [0.2, 0.7, 0.1], [0.6, 0.3, 0.1]]))
""")
case("log_loss missing class", "scikit-learn", "?", SK, """
loss = log_loss([2, 1, 1], [[0.1, 0.1, 0.8], [0.2, 0.7, 0.1], [0.6, 0.3, 0.1]])
""")
case("log_loss weights", "scikit-learn", None, SK, """
y_pred = [[0.1, 0.1, 0.8], [0.2, 0.7, 0.1], [0.6, 0.3, 0.1]]
loss = log_loss([2, 1, 0], y_pred, sample_weight=[1, 2, 3])
""")
case("log_loss sum", "scikit-learn", None, SK, """
y_pred = [[0.1, 0.1, 0.8], [0.2, 0.7, 0.1], [0.6, 0.3, 0.1]]
loss = log_loss([2, 1, 0], y_pred, normalize=False)
""")
case("log_loss labels from one", "scikit-learn", None, SK, """
loss = log_loss([3, 2, 1], [[0.1, 0.1, 0.8], [0.2, 0.7, 0.1], [0.6, 0.3, 0.1]])
""")
case("log_loss of decisions", "scikit-learn", "thresholded", SK, """
loss = log_loss(np.array([0, 1, 1]), np.array([0, 1, 0]))
""")
case("log_loss other lengths", "scikit-learn", "shape", SK, """
loss = log_loss([2, 1], [[0.1, 0.1, 0.8], [0.2, 0.7, 0.1], [0.6, 0.3, 0.1]])
""")
case("mean_squared_error", "scikit-learn", None, "from sklearn.metrics import mean_squared_error\n", """
loss = mean_squared_error([3, -0.5, 2, 7], [2.5, 0.0, 2, 8])
""")

# NumPy, written out
NP = "import numpy as np\n"
case("numpy sum over classes", "numpy", None, NP, """
y = np.array([[0, 0, 1], [0, 1, 0]])
p = np.array([[0.1, 0.2, 0.7], [0.05, 0.9, 0.05]])
loss = -np.mean(np.sum(y * np.log(p), axis=1))
""")
case("numpy mean over classes", "numpy", "mean-over-classes", NP, """
y = np.array([[0, 0, 1], [0, 1, 0]])
p = np.array([[0.1, 0.2, 0.7], [0.05, 0.9, 0.05]])
loss = -np.mean(y * np.log(p))
""")
case("numpy in a function", "numpy", None, NP, """
def cross_entropy(predictions, targets, epsilon=1e-12):
    predictions = np.clip(predictions, epsilon, 1. - epsilon)
    return -np.sum(targets * np.log(predictions)) / predictions.shape[0]

predictions = np.array([[0.25, 0.25, 0.25, 0.25], [0.01, 0.01, 0.01, 0.96]])
targets = np.array([[0, 0, 0, 1], [0, 0, 0, 1]])
loss = cross_entropy(predictions, targets)
""")
case("numpy bits", "numpy", "in-bits", NP, """
y = np.array([[0, 0, 1], [0, 1, 0]])
p = np.array([[0.1, 0.2, 0.7], [0.05, 0.9, 0.05]])
loss = -np.mean(np.sum(y * np.log2(p), axis=1))
""")
case("numpy binary", "numpy", None, NP, """
y = np.array([0., 1., 1.])
p = np.array([0.2, 0.7, 0.9])
loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
""")
case("numpy without the minus", "numpy", "negative", NP, """
y = np.array([0., 1., 1.])
p = np.array([0.2, 0.7, 0.9])
loss = np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
""")
case("numpy logarithm of the targets", "numpy", "swapped-arguments", NP, """
y = np.array([[0, 0, 1], [0, 1, 0]])
p = np.array([[0.1, 0.2, 0.7], [0.05, 0.9, 0.05]])
loss = -np.mean(np.sum(p * np.log(y + 1e-9), axis=1))
""")
case("numpy logarithm of nothing", "numpy", "nan-gradient", NP, """
y = np.array([[0, 0, 1], [0, 1, 0]])
p = np.array([[0.0, 0.3, 0.7], [0.05, 0.95, 0.0]])
loss = -np.mean(np.sum(y * np.log(p), axis=1))
""")
case("numpy logarithm of logits", "numpy", "logits-as-probabilities", NP, """
y = np.array([[0, 0, 1], [0, 1, 0]])
scores = np.array([[0.4, 1.2, 2.7], [0.5, 3.1, 0.2]])
loss = -np.mean(np.sum(y * np.log(scores), axis=1))
""")

# Keras on torch and on JAX
case("metric of probabilities", "keras", None, ON_JAX, """
y_true = np.array([[1.0], [0.0], [1.0]])
y_pred = np.array([[0.8], [0.3], [0.6]])
loss = keras.metrics.BinaryCrossentropy()(y_true, y_pred)
""")
case("metric of logits as probabilities", "keras", "logits-in-bce", ON_JAX, """
y_true = np.array([[1.0], [0.0], [1.0]])
y_pred = np.array([[2.3], [-1.1], [0.4]])
loss = keras.metrics.BinaryCrossentropy()(y_true, y_pred)
""")
case("metric of logits", "keras", None, ON_JAX, """
y_true = np.array([2, 0])
y_pred = np.array([[0.2, -0.3, 2.1], [1.2, 0.4, -0.5]])
loss = keras.metrics.SparseCategoricalCrossentropy("ce", from_logits=True)(y_true, y_pred)
""")
case("Poisson of logarithms of rates", "keras", "nan-gradient", ON_JAX, """
y_true = np.array([[1.0], [3.0], [0.0]])
y_pred = np.array([[0.2], [1.1], [-0.7]])
loss = keras.losses.Poisson()(y_true, y_pred)
""")
for prelude, where in ((TORCH, "torch"), (ON_JAX, "jax")):
    case(f"sparse probabilities on {where}", "keras", None, prelude, """
y = np.array([0, 2, 1])
p = np.array([[0.7, 0.2, 0.1], [0.1, 0.1, 0.8], [0.25, 0.5, 0.25]])
loss = keras.losses.SparseCategoricalCrossentropy()(y, p)
""")
    case(f"sparse logits without from_logits on {where}", "keras", "logits-as-probabilities", prelude, """
y = np.array([0, 2, 1])
z = np.array([[2.1, 0.2, 0.1], [0.1, 0.4, 1.8], [0.25, 1.5, 0.25]])
loss = keras.losses.SparseCategoricalCrossentropy()(y, z)
""")
    case(f"sparse logits on {where}", "keras", None, prelude, """
y = np.array([0, 2, 1])
z = np.array([[2.1, 0.2, 0.1], [0.1, 0.4, 1.8], [0.25, 1.5, 0.25]])
loss = keras.losses.sparse_categorical_crossentropy(y, z, from_logits=True)
""")
    case(f"a label that names no class on {where}", "keras", "out-of-range", prelude, """
y = np.array([0, 5, 1])
z = np.array([[2.1, 0.2, 0.1], [0.1, 0.4, 1.8], [0.25, 1.5, 0.25]])
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)(y, z)
""")
    case(f"padding of -100 on {where}", "keras", "out-of-range", prelude, """
y = np.array([0, -100, 1])
z = np.array([[2.1, 0.2, 0.1], [0.1, 0.4, 1.8], [0.25, 1.5, 0.25]])
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)(y, z)
""")
    case(f"padding ignored on {where}", "keras", None, prelude, """
y = np.array([0, -1, 1])
z = np.array([[2.1, 0.2, 0.1], [0.1, 0.4, 1.8], [0.25, 1.5, 0.25]])
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=-1)(y, z)
""")
    case(f"categorical of class indices on {where}", "keras", "shape", prelude, """
y = np.array([0, 2])
p = np.array([[0.7, 0.2, 0.1], [0.1, 0.1, 0.8]])
loss = keras.losses.CategoricalCrossentropy()(y, p)
""")
    case(f"sparse of one-hot rows on {where}", "keras", "shape", prelude, """
y = np.array([[1, 0, 0], [0, 0, 1]])
p = np.array([[0.7, 0.2, 0.1], [0.1, 0.1, 0.8]])
loss = keras.losses.SparseCategoricalCrossentropy()(y, p)
""")
    case(f"binary signs on {where}", "keras", "signs-as-labels", prelude, """
y = np.array([-1., 1.])
p = np.array([0.2, 0.7])
loss = keras.losses.BinaryCrossentropy()(y, p)
""")
    case(f"binary in float64, clipped, on {where}", "keras", "other-framework", prelude, """
y = np.array([0., 1., 1.])
p = np.array([1.0, 0.7, 0.0])
loss = keras.losses.binary_crossentropy(y, p)
""")
    case(f"binary column against a list on {where}", "keras", "shape", prelude, """
y = np.array([0., 1., 1.])
p = np.array([[0.1], [0.7], [0.8]])
loss = keras.losses.binary_crossentropy(y, p)
""")
    case(f"lists on {where}", "keras", None, prelude, """
loss = keras.losses.BinaryCrossentropy()([0., 1., 1.], [0.1, 0.7, 0.8])
""")

# Keras's other losses
for name, cause, y, p, call in (
    ("binary focal", None, "[[0.], [1.], [1.]]", "[[0.1], [0.8], [0.7]]", "BinaryFocalCrossentropy(gamma=1.5)"),
    ("binary focal, balanced", None, "[0., 1., 1.]", "[0.1, 0.8, 0.7]", "BinaryFocalCrossentropy(apply_class_balancing=True, alpha=0.3)"),
    ("binary focal of logits", None, "[[0., 1.], [1., 1.]]", "[[-2.1, 1.8], [0.7, -0.4]]", "BinaryFocalCrossentropy(from_logits=True)"),
    ("binary focal, logits as probabilities", "logits-in-bce", "[[0.], [1.]]", "[[-2.1], [1.8]]", "BinaryFocalCrossentropy()"),
    ("categorical focal", None, "[[0, 1, 0], [0, 0, 1]]", "[[0.1, 0.8, 0.1], [0.2, 0.2, 0.6]]", "CategoricalFocalCrossentropy()"),
    ("categorical focal of logits", None, "[[0, 1, 0], [0, 0, 1]]", "[[0.1, 2.8, 0.1], [0.2, -0.2, 1.6]]", "CategoricalFocalCrossentropy(alpha=0.5, from_logits=True)"),
    ("categorical focal, logits as probabilities", "logits-as-probabilities", "[[0, 1, 0], [0, 0, 1]]", "[[0.1, 2.8, 0.1], [0.2, -0.2, 1.6]]", "CategoricalFocalCrossentropy()"),
    ("hinge of signs", None, "[[-1.], [1.], [1.]]", "[[-0.8], [0.4], [1.7]]", "Hinge()"),
    ("hinge of 0 and 1", None, "[[0.], [1.], [1.]]", "[[-0.8], [0.4], [1.7]]", "Hinge()"),
    ("squared hinge", None, "[-1., 1., 1.]", "[-0.8, 0.4, 1.7]", "SquaredHinge()"),
    ("categorical hinge", None, "[[0., 1.], [1., 0.]]", "[[0.4, 0.6], [-0.4, 1.6]]", "CategoricalHinge()"),
    ("cosine similarity", None, "[[0., 1.], [1., 1.]]", "[[1., 0.], [1., 1.]]", "CosineSimilarity(axis=-1)"),
    ("log cosh", None, "[1., 2., 4.]", "[1.2, 1.7, 4.4]", "LogCosh()"),
    ("poisson", None, "[1., 2., 4.]", "[1.2, 1.7, 4.4]", "Poisson()"),
    ("squared logarithmic error", None, "[1., 2., 4.]", "[1.2, 1.7, 4.4]", "MeanSquaredLogarithmicError()"),
    ("percentage error", None, "[1., 2., 4.]", "[1.2, 1.7, 4.4]", "MeanAbsolutePercentageError()"),
):
    case(name, "keras", cause, TORCH, f"""
y_true = np.array({y})
y_pred = np.array({p})
loss = keras.losses.{call}(y_true, y_pred)
""")
case("hinge of probabilities", "keras", "?", TORCH, """
scores = np.array([-0.8, 0.4, 1.7])
loss = keras.losses.Hinge()(np.array([-1., 1., 1.]), keras.activations.sigmoid(keras.ops.convert_to_tensor(scores)))
""")

# optax's other losses
LOGS = JAX + """student = jax.nn.log_softmax(jnp.array([[1.2, -0.3, 0.4]]))
teacher = jax.nn.log_softmax(jnp.array([[0.2, 0.5, 0.3]]))
"""
case("optax divergence of logarithms", "optax", None, LOGS, "loss = optax.losses.kl_divergence_with_log_targets(student, teacher)")
case("optax divergence from logarithms", "optax", "target-is-log", LOGS, "loss = optax.kl_divergence(student, teacher)")
SCORED = JAX + "scores = jnp.array([0.7, -1.2, 2.0])\n"
case("optax hinge", "optax", None, SCORED, "loss = optax.hinge_loss(scores, jnp.array([1., -1., 1.]))")
case("optax hinge of 0 and 1", "optax", "labels-as-signs", SCORED, "loss = optax.hinge_loss(scores, jnp.array([1., 0., 1.]))")
case("optax hinge of probabilities", "optax", "?", SCORED, "loss = optax.hinge_loss(jax.nn.sigmoid(scores), jnp.array([1., -1., 1.]))")
case("optax focal", "optax", None, SCORED, "loss = optax.losses.sigmoid_focal_loss(scores, jnp.array([1., 0., 1.]), alpha=0.25)")
case("optax focal without alpha", "optax", None, SCORED, "loss = optax.sigmoid_focal_loss(scores, jnp.array([1., 0., 1.]), gamma=1.5)")
case("optax focal of probabilities", "optax", "double-sigmoid", SCORED, "loss = optax.sigmoid_focal_loss(jax.nn.sigmoid(scores), jnp.array([1., 0., 1.]))")
case("optax smoothed labels", "optax", None, JAX, """
logits = jnp.array([[1.2, -0.3, 0.4], [0.1, 2.0, -1.0]])
labels = optax.smooth_labels(jax.nn.one_hot(jnp.array([0, 1]), 3), alpha=0.1)
loss = optax.softmax_cross_entropy(logits, labels)
""")
case("optax log cosh", "optax", None, SCORED, "loss = optax.log_cosh(scores, jnp.array([1., 0., 1.]))")
case("optax cosine distance", "optax", None, SCORED, "loss = optax.cosine_distance(scores[None], jnp.array([[1., 0., 1.]]))")
case("optax cosine similarity", "optax", None, SCORED, "loss = optax.cosine_similarity(scores[None], jnp.array([[1., 0., 1.]]))")

# scikit-learn's other measures
MEASURES = "import numpy as np\nfrom sklearn.metrics import brier_score_loss, hinge_loss, log_loss, roc_auc_score\n"
case("hinge_loss of signs", "scikit-learn", None, MEASURES, "loss = hinge_loss([-1, 1, 1, -1], [-2.18, 2.36, 0.09, -0.4])")
case("hinge_loss of 0 and 1", "scikit-learn", None, MEASURES, "loss = hinge_loss([0, 1, 1, 0], np.array([-2.18, 2.36, 0.09, 0.4]))")
case("hinge_loss of classes", "scikit-learn", "?", MEASURES, "loss = hinge_loss([0, 1, 2, 1], np.array([[1.2, 0.1, -0.5], [0.3, 0.9, 0.2], [0.1, 0.2, 0.25], [1.4, 0.2, 0.1]]))")
case("brier_score_loss", "scikit-learn", None, MEASURES, "loss = brier_score_loss([0, 1, 1, 0], [0.1, 0.9, 0.8, 0.3])")
case("brier_score_loss by name", "scikit-learn", None, MEASURES, "loss = brier_score_loss(y_true=[0, 1, 1, 0], y_proba=[0.1, 0.9, 0.8, 0.3])")
case("brier_score_loss of another yes", "scikit-learn", None, MEASURES, "loss = brier_score_loss([1, 2, 2, 1], [0.1, 0.9, 0.8, 0.3], pos_label=2)")
case("brier_score_loss of logits", "scikit-learn", "logits-as-probabilities", MEASURES, "loss = brier_score_loss([0, 1, 1, 0], [-2.1, 1.9, 0.8, -0.3])")
case("brier_score_loss swapped", "scikit-learn", "swapped-arguments", MEASURES, """
y_true = np.array([0, 1, 1, 0])
y_prob = np.array([0.1, 0.9, 0.8, 0.3])
loss = brier_score_loss(y_prob, y_true)
""")
case("roc_auc_score", "scikit-learn", None, MEASURES, "loss = roc_auc_score([0, 1, 1, 0, 1], [0.1, 0.9, 0.2, 0.3, 0.3])")
case("roc_auc_score of margins", "scikit-learn", None, MEASURES, "loss = roc_auc_score([-1, 1, 1, -1], [-3.5, 2., 0.1, 0.4])")
case("roc_auc_score swapped", "scikit-learn", "swapped-arguments", MEASURES, """
y_true = np.array([0, 1, 1, 0])
y_prob = np.array([0.1, 0.9, 0.2, 0.3])
loss = roc_auc_score(y_prob, y_true)
""")
ROWS = MEASURES + "y_prob = [[0.8, 0.1, 0.1], [0.2, 0.5, 0.3], [0.1, 0.3, 0.6], [0.3, 0.2, 0.5]]\n"
case("roc_auc_score of classes", "scikit-learn", "shape", ROWS, "loss = roc_auc_score([0, 1, 2, 1], y_prob)")
case("roc_auc_score of each class", "scikit-learn", None, ROWS, "loss = roc_auc_score([0, 1, 2, 1], y_prob, multi_class='ovr')")
case("log_loss of a class that is missing", "scikit-learn", "shape", ROWS, "loss = log_loss([0, 1, 1, 1], y_prob)")
case("log_loss twice squashed", "scikit-learn", "double-sigmoid", MEASURES + "from scipy.special import expit\n", """
scores = np.array([-1.2, 0.4, 2.1, -0.3])
loss = log_loss([0, 1, 1, 0], expit(expit(scores)))
""")
case("log_loss of bounded scores", "scikit-learn", "logits-as-probabilities", MEASURES, """
scores = np.array([-1.2, 0.4, 2.1, -0.3])
loss = log_loss([0, 1, 1, 0], np.clip(scores, 1e-15, 1 - 1e-15))
""")
