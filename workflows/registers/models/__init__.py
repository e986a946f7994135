"""Exemplary models (điển hình tiên tiến): found, described, checked, published, visited and replicated."""
