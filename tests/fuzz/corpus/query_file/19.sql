-- Just a comment.
SELECT 1;
