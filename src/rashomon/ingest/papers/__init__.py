"""What people write and print: PDF, word processors, Markdown, pictures of pages."""
