"""When: time expressions, their values, and the spans of time that they can mean."""
