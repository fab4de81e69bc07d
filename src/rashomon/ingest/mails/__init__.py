"""Mail, boxes of mail, and pages saved as mail."""
