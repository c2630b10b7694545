/** What is compared of an article: title and text, the title once where the text begins with it. */
export function comparedText(article: { title: string; text: string }): string {
  const title = article.title.trim();
  return title === "" || article.text.trimStart().startsWith(title) ? article.text : `${title}\n\n${article.text}`;
}
