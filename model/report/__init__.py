"""Reports on results: a page that stands alone, slides, and a workbook."""
