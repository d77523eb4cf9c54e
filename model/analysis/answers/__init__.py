"""The answers to a sweep as a whole: sentences, tables and figures."""
