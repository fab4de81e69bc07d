"""Who is who: names cut up and compared, figures gathered in nodes, nodes merged; pure."""
