"""Measures Jenvoy beside its peer and its floors. Started by bench/run."""
