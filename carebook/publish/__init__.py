"""What is made, who makes it, and where it lands."""
