export default function VersionPage() {
  return null;
}
