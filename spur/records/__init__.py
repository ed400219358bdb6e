"""Plain records of what happened: units, grade events, responses, baselines, and problems in what came in."""
