/** BCubed precision, recall and F1 (Bagga & Baldwin 1998) of clusters against labels, item by item. */
export function bcubed(labels: string[], clusters: string[]): { precision: number; recall: number; f1: number } {
  const count = (keys: string[]) => {
    const counts = new Map<string, number>();
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts;
  };
  const pairs = labels.map((label, i) => `${label}\u0000${clusters[i]}`);
  const ofLabel = count(labels);
  const ofCluster = count(clusters);
  const ofPair = count(pairs);
  let precision = 0;
  let recall = 0;
  pairs.forEach((pair, i) => {
    const both = ofPair.get(pair) ?? 0;
    precision += both / (ofCluster.get(clusters[i] ?? "") ?? 1) / pairs.length;
    recall += both / (ofLabel.get(labels[i] ?? "") ?? 1) / pairs.length;
  });
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}
