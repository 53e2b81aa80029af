"""Values → HTML for the page of past reports. Every text comes from files: `plain` takes each."""
