"""Whether an installation is fit to serve: asked at every start, after an upgrade, and by `bangvang doctor`."""
