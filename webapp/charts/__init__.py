"""Series of the domain -> a Plotly figure as a plain dict, and its still picture. Texts are handed in."""
