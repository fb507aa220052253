"""Gradio's theme, set to the colours of our own style sheet, with the system's fonts."""

import gradio as gr

_COLOURS = {
    "body_background_fill": "var(--paper)",
    "body_text_color": "var(--ink)",
    "body_text_color_subdued": "var(--faint)",
    "background_fill_primary": "var(--sheet)",
    "background_fill_secondary": "var(--wash)",
    "block_background_fill": "var(--sheet)",
    "block_border_color": "var(--rule)",
    "block_label_text_color": "var(--faint)",
    "block_title_text_color": "var(--faint)",
    "block_info_text_color": "var(--faint)",
    "border_color_primary": "var(--rule)",
    "border_color_accent": "var(--accent)",
    "color_accent_soft": "var(--wash)",
    "input_background_fill": "var(--sheet)",
    "input_border_color": "var(--rule)",
    "input_border_color_focus": "var(--accent)",
    "input_placeholder_color": "var(--faint)",
    "button_primary_background_fill": "var(--accent)",
    "button_primary_background_fill_hover": "var(--accent)",
    "button_primary_text_color": "var(--on-accent)",
    "button_secondary_background_fill": "var(--wash)",
    "button_secondary_background_fill_hover": "var(--rule)",
    "button_secondary_text_color": "var(--ink)",
}


def theme() -> gr.themes.Base:
    """The theme; light and dark differ in the style sheet's variables only."""
    quiet = gr.themes.Base(
        font=["system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"],
        font_mono=["ui-monospace", "monospace"],
    )
    dark = {f"{name}_dark": colour for name, colour in _COLOURS.items()}
    return quiet.set(color_accent="var(--accent)", **_COLOURS, **dark)
