"""Attacks on the real server, and failures of disk, power and files around it. Started by bench/attack.sh and its like."""
