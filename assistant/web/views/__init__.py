"""Values → HTML for the page. Every text is escaped here: facts, reports and models may hold anything."""
