"""Documents read: who wants what, drafted with its sentence, reviewed, and made an overlay."""
