"""How people and programs meet memocite: the web chat, its API, the command line."""

import os

# Gradio reads this when it is imported; without it, it reports every start to its makers.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
